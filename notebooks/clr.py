"""What the notebooks share: a Spark session with clr-spark, the digits, a network, and how charts look."""

import os
from pathlib import Path

import clrspark
import matplotlib
from cycler import cycler
from pyspark.sql import functions

ROOT = Path(__file__).resolve().parent.parent

# Okabe and Ito's colours, which colour-blind readers can tell apart.
BLUE, ORANGE, GREEN, PURPLE, SKY, GRAY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#777777"

matplotlib.rcParams.update(
    {
        "axes.axisbelow": True,
        "axes.grid": True,
        "axes.prop_cycle": cycler(color=[BLUE, ORANGE, GREEN, PURPLE, SKY]),
        "axes.spines.right": False,
        "axes.spines.top": False,
        "figure.constrained_layout.use": True,
        "figure.dpi": 80,
        "figure.figsize": (9, 3.6),
        "grid.color": "#e5e5e5",
        "legend.frameon": False,
    }
)


def session():
    """Opens Spark in this process's own JVM, with the options that bin/clr gives it."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    options = [
        f"-Dlog4j2.configurationFile={(ROOT / 'bin/log4j2.properties').as_uri()}",
        "-XX:+UseParallelGC",
        "-Dorg.eclipse.deeplearning4j.helpers.disable=false",
    ]
    spark = (
        clrspark.builder()
        .appName("clr-spark notebooks")
        .master("local[2]")
        .config("spark.driver.extraJavaOptions", " ".join(options))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def digits(spark):
    """The images of conf/data: columns pixels (64 from 0 to 1), digit, and held, true for a fifth of them."""
    fields = functions.split("value", ",").cast("array<double>")
    pixels = functions.transform(functions.slice(fields, 1, 64), lambda pixel: pixel / 16)
    lines = spark.read.text(str(ROOT / "conf/data/digits.csv.gz"))
    held = functions.rand(seed=1) < 0.2
    return lines.select(pixels.alias("pixels"), functions.element_at(fields, -1).alias("digit"), held.alias("held")).cache()


def configuration(spark, updater):
    """DL4J's configuration of 64 inputs, 50 hidden units and 10 classes, as JSON, with one of DL4J's updaters."""
    java = spark._jvm
    layers = java.org.deeplearning4j.nn.conf.layers
    activations = java.org.nd4j.linalg.activations.Activation
    loss = java.org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction.MCXENT
    hidden = layers.DenseLayer.Builder().nIn(64).nOut(50).activation(activations.RELU).build()
    output = layers.OutputLayer.Builder(loss).nIn(50).nOut(10).activation(activations.SOFTMAX).build()
    builder = java.org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder().seed(1)
    builder.updater(getattr(java.org.nd4j.linalg.learning.config, updater)())
    return builder.list().layer(hidden).layer(output).build().toJson()
