package io.clrspark.model;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A program that has DL4J on its class path and nothing of this library: loads models, trains them
 * on, and prints what they give.
 */
final class Dl4jAlone {

  private Dl4jAlone() {}

  /** The arguments are files; a line each: the output, then the file's entries. */
  public static void main(String[] files) throws IOException {
    if (Dl4jAlone.class.getResource("/io/clrspark/schedule/CyclicLR.class") != null) {
      throw new IllegalStateException("the library is on the class path");
    }
    for (String name : files) {
      File file = new File(name);
      Model model =
          name.contains("graph")
              ? ModelSerializer.restoreComputationGraph(file, true)
              : ModelSerializer.restoreMultiLayerNetwork(file, true);
      System.out.println("output " + Arrays.toString(output(model)));
      System.out.println("entries " + entries(file));
    }
  }

  /** The output for one example; its features are from 0 to 1. */
  static float[] output(Model model) {
    INDArray features = Nd4j.linspace(DataType.FLOAT, 0, 1.0 / 7, 8).reshape(1, 8);
    INDArray output =
        model instanceof ComputationGraph graph
            ? graph.outputSingle(features)
            : ((MultiLayerNetwork) model).output(features);
    return output.toFloatVector();
  }

  private static String entries(File file) throws IOException {
    StringBuilder names = new StringBuilder();
    try (ZipFile zip = new ZipFile(file)) {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        names.append(all.nextElement().getName()).append(' ');
      }
    }
    return names.toString().strip();
  }
}
