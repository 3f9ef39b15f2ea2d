package io.clrspark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property;
import io.clrspark.ml.param.ParamNames;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option of a training, a schedule and a network is a Param as it is declared. */
class DeclaredParamsTest {

  /** Of the data, what a frame does not have itself. A model is saved by its own method. */
  private static final Set<Property<?>> OF_DATA =
      Set.of(DataProperties.SHAPE, DataProperties.MISSING);

  private static final Set<String> GROUPS = Set.of("range.", "data.", "reset.");

  static Stream<Params> estimators() {
    return Stream.of(new ClrClassifier(), new ClrRegressor());
  }

  private static List<Property<?>> declared() {
    return ClrConf.properties().stream()
        .filter(
            property ->
                OF_DATA.contains(property)
                    || GROUPS.stream().noneMatch(group -> property.name().startsWith(group)))
        .filter(property -> property != ModelProperties.SAVE)
        .<Property<?>>map(property -> property)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void everyDeclaredOption_isAParamOfThatNameDocAndDefault(Params estimator) {
    assertThat(declared()).hasSizeGreaterThan(35);
    for (Property<?> property : declared()) {
      Param<?> param = estimator.getParam(ParamNames.of(property));
      assertThat(param.doc()).isEqualTo(property.doc());
      assertThat(param.parent()).isEqualTo(estimator.uid());
      assertThat(estimator.hasDefault(param))
          .as(param.name())
          .isEqualTo(property.standard().isPresent());
      if (estimator.hasDefault(param)) {
        assertThat(text(estimator.getOrDefault(param)))
            .as(param.name())
            .isEqualTo(property.defaultValue().map(DeclaredParamsTest::text).orElseThrow());
      }
    }
  }

  private static String text(Object value) {
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    return value instanceof Object[] texts ? Arrays.toString(texts) : value.toString();
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void everyParam_hasAGetterAndASetterThatReturnsTheEstimator(Params estimator)
      throws ReflectiveOperationException {
    for (Param<?> param : estimator.params()) {
      String name = StringUtils.capitalize(param.name());
      Method getter = estimator.getClass().getMethod("get" + name);
      Method setter = setter(estimator, "set" + name, getter.getReturnType());
      Object value = sample(param.name(), getter.getReturnType());
      assertThat(setter.invoke(estimator, value)).isSameAs(estimator);
      assertThat(getter.invoke(estimator)).isEqualTo(value);
      assertThat(estimator.isSet(param)).isTrue();
    }
  }

  private static Method setter(Params estimator, String name, Class<?> type) {
    return Arrays.stream(estimator.getClass().getMethods())
        .filter(method -> method.getName().equals(name) && method.getParameterCount() == 1)
        .filter(method -> method.getParameterTypes()[0] == type)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name));
  }

  private static Object sample(String param, Class<?> type) {
    if (type == String.class) {
      return switch (param) {
        case "stepSize" -> "2.5 epochs";
        case "schedule" -> "one-cycle";
        case "curve", "cooldownCurve" -> "cosine";
        case "stepSizeDown", "scheduleLength", "restartPeriod", "timescale", "warmup", "cooldown" ->
            "30 %";
        case "mode" -> "exp_range";
        case "scaleMode" -> "iterations";
        case "updaterState" -> "reset";
        case "averaging" -> "driver";
        case "roundTimeout" -> "30s";
        case "nonFinite" -> "exclude";
        case "modelType" -> "lenet";
        case "modelActivation" -> "tanh";
        case "modelUpdater" -> "sgd";
        case "handleInvalid" -> "keep";
        default -> "x";
      };
    }
    if (type == int.class) {
      return 7;
    }
    if (type == long.class) {
      return 7L;
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == int[].class) {
      return new int[] {3, 4};
    }
    if (type == double[].class) {
      return new double[] {0.25, 0.75};
    }
    return type == double.class ? (Object) 0.125 : new String[] {"a.b", "c"};
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void valueThatBreaksTheRule_isRefusedWithTheParamAndTheRule(Params estimator) {
    assertThatThrownBy(() -> set(estimator, "setBatchSize", int.class, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid batchSize: 0 (must be a whole number from 1 to 2147483647)");
    assertThatThrownBy(() -> set(estimator, "setCheckpointKeep", int.class, 1001))
        .hasMessage("Invalid checkpointKeep: 1001 (must be a whole number from 1 to 1000)");
    assertThatThrownBy(() -> set(estimator, "setModelType", String.class, "resnet"))
        .hasMessage("Invalid modelType: resnet (must be one of mlp, lenet, cifar)");
  }

  private static void set(Params estimator, String setter, Class<?> type, Object value)
      throws Throwable {
    try {
      setter(estimator, setter, type).invoke(estimator, value);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void paramsThatContradict_areRefusedByTheSchemaInTheParamsNames(Params estimator)
      throws Throwable {
    StructType schema =
        new StructType()
            .add("features", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("label", DataTypes.IntegerType);
    org.apache.spark.ml.PipelineStage stage = (org.apache.spark.ml.PipelineStage) estimator;
    set(estimator, "setMaxLr", double.class, 0.0001);
    assertThatThrownBy(() -> stage.transformSchema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid maxLr: 0.0001 (must be >= baseLr = 0.001, the default)");
    set(estimator, "setMaxLr", double.class, 0.01);
    set(estimator, "setCheckpointKeep", int.class, 2);
    assertThatThrownBy(() -> stage.transformSchema(schema))
        .hasMessageStartingWith("Invalid checkpointKeep: 2 (checkpointPath is not set");
    assertThat(ParamNames.of(CheckpointProperties.PATH)).isEqualTo("checkpointPath");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void explainParams_namesEachOnce(Params estimator) {
    List<String> names = Arrays.stream(estimator.params()).map(Param::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    String text = estimator.explainParams();
    assertThat(text.lines()).hasSameSizeAs(names);
    assertThat(text).contains("maxLr: The upper bound of the learning rate");
  }
}
