"""Trainings on a cluster: where the driver runs, what serializes, what protects the network, and what goes wrong."""

import signal

from suite import SECURE

from support.cases import Failure

KRYO = ['--conf', 'spark.serializer=org.apache.spark.serializer.KryoSerializer']
ON_WORKER = ['--deploy-mode', 'cluster']


def client_java(suite):
    """bin/clr, the driver beside it, Java's serializer."""
    suite.must_train(suite.clr('client-java', cluster=suite.need_cluster()))


def client_kryo(suite):
    """spark-submit, the driver beside it, Kryo, one executor of two cores."""
    options = [*KRYO, '--conf', 'spark.executor.cores=2']
    suite.must_train(suite.submit('client-kryo', *options, cluster=suite.need_cluster()))


def cluster_java(suite):
    """bin/clr, the driver on a worker, Java's serializer."""
    run = suite.clr('cluster-java', *ON_WORKER, cluster=suite.need_cluster())
    suite.must_train(run, driver_on_worker=True)


def cluster_kryo(suite):
    """spark-submit, the driver on a worker, Kryo."""
    run = suite.submit('cluster-kryo', *ON_WORKER, *KRYO, cluster=suite.need_cluster())
    suite.must_train(run, driver_on_worker=True)


def secure_client(suite):
    """spark-submit, the driver beside it, Kryo, authenticated and encrypted."""
    suite.must_train(suite.submit('secure-client', *KRYO, cluster=suite.need_cluster(SECURE)))


def secure_cluster(suite):
    """bin/clr, the driver on a worker, Java's serializer, authenticated and encrypted."""
    run = suite.clr('secure-cluster', *ON_WORKER, cluster=suite.need_cluster(SECURE))
    suite.must_train(run, driver_on_worker=True)


def worker_lost(suite):
    """A worker dies while the run trains."""
    cluster = suite.need_cluster()
    run = suite.clr('worker-lost', cluster=cluster)
    run.process.line('Training on')
    cluster.workers[1].send(signal.SIGTERM)
    try:
        suite.must_train(run)
        run.must_say('Lost executor')
    finally:
        suite.stop_cluster()


def no_master(suite):
    """No master listens at the address: one line says so."""
    run = suite.clr('no-master', '--master', 'spark://127.0.0.1:1', cluster=suite.need_cluster())
    run.ends(1)
    run.must_say('Cannot reach the Spark master at spark://127.0.0.1:1: Connection refused.')
    if len([line for line in run.process.lines if line]) > 2:
        raise Failure('it says more than that')


def too_much_memory(suite):
    """No worker has the memory: Spark says so and waits."""
    run = suite.clr('too-much-memory', '--conf', 'spark.executor.memory=64g', cluster=suite.need_cluster())
    run.process.line('Initial job has not accepted any resources')
    if not run.process.is_running():
        raise Failure('it does not wait')
    run.process.send(signal.SIGTERM)
    if run.process.end() == 0:
        raise Failure('it has ended well without a worker')
