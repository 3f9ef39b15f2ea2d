package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which properties of the data contradict each other, and which do not. */
class DataRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format=idx header=true | Invalid spark.clr.data.header: true (only with"
            + " spark.clr.data.format = csv, but it is idx)",
        "format=libsvm labelColumn=y | Invalid spark.clr.data.labelColumn: y (only with"
            + " spark.clr.data.format = csv, parquet, orc, json, avro, but it is libsvm)",
        "format=idx featureColumns=a,b | Invalid spark.clr.data.featureColumns: a,b (only with"
            + " spark.clr.data.format = csv, parquet, orc, json, avro, but it is idx)",
        "testQuery=q | Invalid spark.clr.data.testQuery: q (spark.clr.data.query is not set)",
        "format=images imageColumn=a | Invalid spark.clr.data.imageColumn: a (only with"
            + " spark.clr.data.format = csv, parquet, orc, json, avro, but it is images)",
        "labelsPath=y | Invalid spark.clr.data.labelsPath: y (only with spark.clr.data.format = idx,"
            + " but it is csv)",
        "format=parquet featureColumns=a imageColumn=b | Invalid spark.clr.data.imageColumn: b"
            + " (spark.clr.data.featureColumns is set too: give one of them)",
        "testFraction=0.1 testPath=t | Invalid spark.clr.data.testFraction: 0.1"
            + " (spark.clr.data.testPath is set too: give one of them)",
        "format=idx testLabelsPath=t | Invalid spark.clr.data.testLabelsPath: t"
            + " (spark.clr.data.testPath is not set)",
        "format=tsv | Invalid spark.clr.data.format: tsv (must be one of csv, parquet, orc, json,"
            + " avro, libsvm, idx, images)",
        "format=parquet featureColumns=a,,b | Invalid spark.clr.data.featureColumns: a,,b (must be"
            + " names separated by commas, in backticks where a comma is in them)",
        "task=regression classNames=a,b | Invalid spark.clr.data.classNames: a,b (spark.clr.data.task"
            + " is regression, which has no classes)",
        "task=regression classWeights=balanced | Invalid spark.clr.data.classWeights: balanced"
            + " (spark.clr.data.task is regression, which has no classes)",
        "format=images task=regression | Invalid spark.clr.data.task: regression (the labels of"
            + " spark.clr.data.format = images are classes)",
        "labelColumn=a,b | Invalid spark.clr.data.labelColumn: a,b (a class is one column;"
            + " spark.clr.data.task = regression takes several)",
        "impute=mean missing=0 | Invalid spark.clr.data.impute: mean (spark.clr.data.missing is set"
            + " too: give one of them)",
        "imageColumn=a categoricalColumns=b | Invalid spark.clr.data.imageColumn: a"
            + " (spark.clr.data.categoricalColumns is set too: give one of them)",
        "classWeights=0,0 | Invalid spark.clr.data.classWeights: 0,0 (must be balanced, or finite"
            + " numbers >= 0, not all 0, separated by commas)",
        "format=libsvm weightColumn=w | Invalid spark.clr.data.weightColumn: w (only with"
            + " spark.clr.data.format = csv, parquet, orc, json, avro, but it is libsvm)",
      })
  void propertiesThatContradict_areNamed(String properties, String message) {
    assertThatThrownBy(() -> conf(properties))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format=idx labelsPath=y testPath=t testLabelsPath=u",
        "format=parquet labelColumn=y featureColumns=a",
        "task=regression labelColumn=a,b weightColumn=w categoricalColumns=c impute=mean",
        "classWeights=1,0.5 missing=0 impute=none",
        "format=CSV header=true labelColumn=first testFraction=0.5",
      })
  void propertiesOfOneFormat_goTogether(String properties) {
    assertThat(conf(properties).asMap()).isNotEmpty();
  }

  private static ClrConf conf(String properties) {
    return ClrConf.of(
        Arrays.stream(properties.split(" ", -1))
            .map(property -> property.split("=", -1))
            .collect(Collectors.toMap(pair -> "spark.clr.data." + pair[0], pair -> pair[1])));
  }
}
