package io.clrspark.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import scala.reflect.ClassTag$;

/** A schedule written and read again, in each way in which one is sent or saved. */
public final class RoundTrip {
  private RoundTrip() {}

  @SuppressWarnings("unchecked") // what was written is read
  public static <T> T java(T value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  public static <T> T kryo(T value, Class<T> type) {
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
    ByteBuffer bytes = kryo.serialize(value, ClassTag$.MODULE$.apply(type));
    return kryo.deserialize(bytes, ClassTag$.MODULE$.apply(type));
  }

  /** As part of a network's JSON. */
  public static ISchedule json(ISchedule schedule) {
    return scheduleOf(MultiLayerConfiguration.fromJson(network(schedule).toJson()));
  }

  /** As part of a network's YAML. */
  public static ISchedule yaml(ISchedule schedule) {
    return scheduleOf(MultiLayerConfiguration.fromYaml(network(schedule).toYaml()));
  }

  private static MultiLayerConfiguration network(ISchedule schedule) {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam(schedule))
        .list()
        .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
        .build();
  }

  private static ISchedule scheduleOf(MultiLayerConfiguration network) {
    BaseLayer layer = (BaseLayer) network.getConf(0).getLayer();
    return ((Adam) layer.getIUpdater()).getLearningRateSchedule();
  }
}
