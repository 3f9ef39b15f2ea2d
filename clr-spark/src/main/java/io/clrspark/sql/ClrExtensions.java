package io.clrspark.sql;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Opens the views of a history in every session of a Spark application. Two properties are enough:
 *
 * <pre>{@code
 * spark-sql --jars clr-jobs.jar --conf spark.sql.extensions=io.clrspark.sql.ClrExtensions
 *     --conf spark.clr.history.path=out/history
 * }</pre>
 *
 * <p>The views open with a session's first query, and again after {@code SET
 * spark.clr.history.path=...} names another path. {@link io.clrspark.history.HistoryViews} lists
 * the views and the function.
 */
public final class ClrExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  /** Called by Spark. */
  public ClrExtensions() {}

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectParser(
        new AbstractFunction2<SparkSession, ParserInterface, ParserInterface>() {
          @Override
          public ParserInterface apply(SparkSession session, ParserInterface sparks) {
            return new ViewOpeningParser(session, sparks);
          }
        });
    return BoxedUnit.UNIT;
  }
}
