import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS with one data node and YARN with one node manager, all in one process and on the loopback address. Writes the
 * configuration of its clients to a folder, says so on standard error, and runs until it is killed.
 */
final class MiniCluster {

  private static final String CAPACITY = "yarn.scheduler.capacity.";

  private MiniCluster() {}

  /**
   * @param arguments the folder of its files, the folder of the configuration, and the variables of the environment
   *     that containers inherit
   */
  public static void main(String[] arguments) throws Exception {
    Configuration configuration = new YarnConfiguration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, arguments[0]);
    configuration.setBoolean("dfs.permissions.enabled", false);
    MiniDFSCluster hdfs = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    hdfs.waitActive();

    configuration.setInt("yarn.nodemanager.resource.memory-mb", 6000);
    configuration.setInt("yarn.minicluster.yarn.nodemanager.resource.memory-mb", 6000);
    configuration.setInt("yarn.scheduler.minimum-allocation-mb", 256);
    configuration.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    configuration.set("yarn.nodemanager.env-whitelist", arguments[2]);
    configuration.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.9");
    configuration.set(CAPACITY + "maximum-am-resource-percent", "0.9");
    configuration.set(CAPACITY + "root.queues", "default");
    configuration.set(CAPACITY + "root.default.capacity", "100");
    configuration.set(CAPACITY + "root.default.maximum-am-resource-percent", "0.9");
    MiniYARNCluster yarn = new MiniYARNCluster("clr", 1, 1, 1);
    yarn.init(configuration);
    yarn.start();
    if (!yarn.waitForNodeManagersToConnect(60_000)) {
      throw new IllegalStateException("the node manager has not registered");
    }
    Configuration clients = new Configuration(yarn.getConfig());
    clients.unset("net.topology.node.switch.mapping.impl"); // a class that only this process has
    write(clients, Path.of(arguments[1]));
    System.err.println("Web address: " + clients.get("dfs.namenode.http-address"));
  }

  /** In each of the files that clients read. */
  private static void write(Configuration clients, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : new String[] {"core-site.xml", "hdfs-site.xml", "yarn-site.xml"}) {
      try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
        clients.writeXml(out);
      }
    }
  }
}
