package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.load=m.zip model.type=mlp | Invalid spark.clr.model.type: mlp (spark.clr.model.load"
            + " = m.zip is set too: a loaded network has its own; unset one of them)",
        "model.load=m.zip model.hidden=5 | Invalid spark.clr.model.hidden: 5 (spark.clr.model.load"
            + " = m.zip is set too: a loaded network has its own; unset one of them)",
        "model.load=m.zip model.maps=5,5 | Invalid spark.clr.model.maps: 5,5 (spark.clr.model.load"
            + " = m.zip is set too: a loaded network has its own; unset one of them)",
        "model.load=m.zip model.configuration=n.json | Invalid spark.clr.model.configuration: n.json"
            + " (spark.clr.model.load = m.zip is set too: a loaded network has its own; unset one of"
            + " them)",
        "model.configuration=n.json model.type=lenet data.shape=1,8,8 | Invalid spark.clr.model.type:"
            + " lenet (spark.clr.model.configuration = n.json is set too: a configured network has"
            + " its own; unset one of them)",
        "model.configuration=n.json model.dense=5 | Invalid spark.clr.model.dense: 5"
            + " (spark.clr.model.configuration = n.json is set too: a configured network has its own;"
            + " unset one of them)",
        "model.configuration=n.json model.activation=tanh | Invalid spark.clr.model.activation: tanh"
            + " (spark.clr.model.configuration = n.json is set too: a configured network has its own;"
            + " unset one of them)",
        "model.configuration=n.json model.updater=sgd | Invalid spark.clr.model.updater: sgd"
            + " (spark.clr.model.configuration = n.json is set too: a configured network has its own;"
            + " unset one of them)",
        "model.type=lenet data.shape=1,8,8 model.hidden=5 | Invalid spark.clr.model.hidden: 5 (it is"
            + " for spark.clr.model.type = mlp, which is lenet: unset it, or change the type)",
        "model.type=cifar data.shape=1,8,8 model.hidden=5 | Invalid spark.clr.model.hidden: 5 (it is"
            + " for spark.clr.model.type = mlp, which is cifar: unset it, or change the type)",
        "model.type=cifar data.shape=1,8,8 model.dense=5 | Invalid spark.clr.model.dense: 5 (it is"
            + " for spark.clr.model.type = lenet, which is cifar: unset it, or change the type)",
        "model.maps=5,5 | Invalid spark.clr.model.maps: 5,5 (it is for spark.clr.model.type = lenet"
            + " or cifar, which is mlp: unset it, or change the type)",
        "model.dense=5 | Invalid spark.clr.model.dense: 5 (it is for spark.clr.model.type = lenet,"
            + " which is mlp: unset it, or change the type)",
        "model.type=lenet data.shape=1,8,8 model.maps=5,5,5 | Invalid spark.clr.model.maps: 5,5,5"
            + " (spark.clr.model.type = lenet has 2 convolutions: give 2 numbers)",
        "model.type=cifar data.shape=1,8,8 model.maps=5 | Invalid spark.clr.model.maps: 5"
            + " (spark.clr.model.type = cifar has 3 convolutions: give 3 numbers)",
        "model.type=lenet | Missing spark.clr.data.shape: spark.clr.model.type = lenet takes images"
            + " (set their channels, height and width, such as 1,28,28)",
        "model.type=cifar data.shape=32,32 | Invalid spark.clr.data.shape: 32,32"
            + " (spark.clr.model.type = cifar takes images: give channels, height and width, such as"
            + " 1,28,28)",
        "data.shape=1,8,8 | Invalid spark.clr.data.shape: 1,8,8 (spark.clr.model.type = mlp takes"
            + " features as a row: give their number alone, or set the type to lenet or"
            + " cifar)",
        "model.type=resnet | Invalid spark.clr.model.type: resnet (must be one of mlp, lenet,"
            + " cifar)",
      })
  void propertiesThatContradict_areBothNamed(String properties, String message) {
    assertThatThrownBy(() -> conf(properties))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.type=mlp model.hidden=5",
        "model.type=LeNet data.shape=1,8,8 model.maps=5,5 model.dense=5 model.activation=tanh",
        "model.type=cifar data.shape=3,32,32 model.maps=5,5,5 model.updater=sgd",
        "model.configuration=n.json data.shape=2,3,4,5 model.save=m.zip",
        "model.load=m.zip data.shape=7,3 model.save=m.zip",
        "model.type=lenet data.format=idx",
        "model.type=cifar data.format=images",
        "model.type=cifar data.format=parquet data.imageColumn=image",
        "model.type=mlp data.format=images data.shape=1,8,8",
      })
  void propertiesOfOneNetwork_goTogether(String properties) {
    assertThat(conf(properties).asMap()).isNotEmpty();
  }

  private static ClrConf conf(String properties) {
    return ClrConf.of(
        Arrays.stream(properties.split(" ", -1))
            .map(property -> property.split("=", -1))
            .collect(Collectors.toMap(pair -> "spark.clr." + pair[0], pair -> pair[1])));
  }
}
