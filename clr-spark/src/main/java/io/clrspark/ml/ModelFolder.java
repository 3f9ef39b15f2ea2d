package io.clrspark.ml;

import io.clrspark.ml.param.ClrParams;
import io.clrspark.model.ModelFile;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * The folder of a saved model: Spark's {@code metadata} with the Params, {@code model.zip} in the
 * format of DL4J's {@code ModelSerializer}, and {@code data} with what a row must be for it.
 */
final class ModelFolder {

  private static final String MODEL = "model.zip";
  private static final String DATA = "data";
  private static final StructType SCHEMA =
      new StructType()
          .add("numFeatures", DataTypes.IntegerType, false)
          .add("numClasses", DataTypes.IntegerType, false)
          .add("runId", DataTypes.StringType, false);

  private ModelFolder() {}

  /** Writes a model. */
  static MLWriter writer(Params model, FittedNetwork fitted) {
    return new Writer(model, fitted);
  }

  /**
   * Reads a model.
   *
   * @param estimator makes an estimator of its uid, which has all Params of the model
   * @param maker makes it of its uid and network, before its Params are set
   */
  static <T extends Params> MLReader<T> reader(
      Class<T> type,
      Function<String, ClrParams> estimator,
      BiFunction<String, FittedNetwork, T> maker) {
    return new Reader<>(type, estimator, maker);
  }

  private static String in(String folder, String name) {
    return new Path(folder, name).toString();
  }

  private static final class Writer extends MLWriter {

    private final Params model;
    private final FittedNetwork fitted;

    Writer(Params model, FittedNetwork fitted) {
      this.model = model;
      this.fitted = fitted;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
      Row row = RowFactory.create(fitted.features(), fitted.classes(), fitted.runId());
      sparkSession()
          .createDataFrame(List.of(row), SCHEMA)
          .coalesce(1)
          .write()
          .parquet(in(path, DATA));
      ModelFile.at(in(path, MODEL), sc().hadoopConfiguration())
          .save(Network.of(fitted.model()), Optional.empty(), fitted.info());
    }
  }

  private static final class Reader<T extends Params> extends MLReader<T> {

    private final Class<T> type;
    private final Function<String, ClrParams> estimator;
    private final BiFunction<String, FittedNetwork, T> maker;

    Reader(
        Class<T> type,
        Function<String, ClrParams> estimator,
        BiFunction<String, FittedNetwork, T> maker) {
      this.type = type;
      this.estimator = estimator;
      this.maker = maker;
    }

    @Override
    public T load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(path, sc(), type.getName());
      ClrParams params = estimator.apply(metadata.uid());
      metadata.getAndSetParams(params, Option.empty());
      List<String> classes =
          params.isSet(params.modelClasses()) ? List.of(params.getModelClasses()) : List.of();
      SavedModel saved = SavedModel.load(in(path, MODEL), sc().hadoopConfiguration(), classes);
      Row row = sparkSession().read().schema(SCHEMA).parquet(in(path, DATA)).head();
      T model =
          maker.apply(
              metadata.uid(),
              new FittedNetwork(
                  Network.of(saved.network()),
                  row.getInt(0),
                  row.getInt(1),
                  row.getString(2),
                  saved.info().orElseThrow()));
      metadata.getAndSetParams(model, Option.empty());
      return model;
    }
  }
}
