package io.clrspark.ml.param;

import io.clrspark.conf.ModelProperties;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** The Params of the network, each as its property is declared. */
public interface NetworkParams extends OptionParams {
  /** The Param of {@link ModelProperties#TYPE}. */
  default Param<String> modelType() {
    return declared().text(ModelProperties.TYPE);
  }

  /** The value of {@link #modelType()}. */
  default String getModelType() {
    return getOrDefault(modelType());
  }

  /** The Param of {@link ModelProperties#HIDDEN}. */
  default IntArrayParam modelHidden() {
    return declared().counts(ModelProperties.HIDDEN);
  }

  /** The value of {@link #modelHidden()}. */
  default int[] getModelHidden() {
    return getOrDefault(modelHidden());
  }

  /** The Param of {@link ModelProperties#MAPS}. */
  default IntArrayParam modelMaps() {
    return declared().counts(ModelProperties.MAPS);
  }

  /** The value of {@link #modelMaps()}. */
  default int[] getModelMaps() {
    return getOrDefault(modelMaps());
  }

  /** The Param of {@link ModelProperties#DENSE}. */
  default IntParam modelDense() {
    return declared().count(ModelProperties.DENSE);
  }

  /** The value of {@link #modelDense()}. */
  default int getModelDense() {
    return (int) getOrDefault(modelDense());
  }

  /** The Param of {@link ModelProperties#ACTIVATION}. */
  default Param<String> modelActivation() {
    return declared().text(ModelProperties.ACTIVATION);
  }

  /** The value of {@link #modelActivation()}. */
  default String getModelActivation() {
    return getOrDefault(modelActivation());
  }

  /** The Param of {@link ModelProperties#UPDATER}. */
  default Param<String> modelUpdater() {
    return declared().text(ModelProperties.UPDATER);
  }

  /** The value of {@link #modelUpdater()}. */
  default String getModelUpdater() {
    return getOrDefault(modelUpdater());
  }

  /** The Param of {@link ModelProperties#CONFIGURATION}. */
  default Param<String> modelConfiguration() {
    return declared().text(ModelProperties.CONFIGURATION);
  }

  /** The value of {@link #modelConfiguration()}. */
  default String getModelConfiguration() {
    return getOrDefault(modelConfiguration());
  }

  /** The Param of {@link ModelProperties#LOAD}. */
  default Param<String> modelLoad() {
    return declared().text(ModelProperties.LOAD);
  }

  /** The value of {@link #modelLoad()}. */
  default String getModelLoad() {
    return getOrDefault(modelLoad());
  }

  /** The Param of {@link ModelProperties#CLASSES}. */
  default StringArrayParam modelClasses() {
    return declared().texts(ModelProperties.CLASSES);
  }

  /** The value of {@link #modelClasses()}. */
  default String[] getModelClasses() {
    return getOrDefault(modelClasses());
  }
}
