package io.clrspark.sql;

import io.clrspark.conf.TrainingProperties;
import io.clrspark.history.HistoryViews;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Opens the views before Spark's own parser reads a query or a table name: Spark looks up names
 * only after that.
 */
final class ViewOpeningParser implements ParserInterface {

  private static final String PATH = TrainingProperties.HISTORY_PATH.key();

  private final SparkSession session;
  private final ParserInterface sparks;
  private String opened = "";

  ViewOpeningParser(SparkSession session, ParserInterface sparks) {
    this.session = session;
    this.sparks = sparks;
  }

  private void open() {
    String path = session.conf().get(PATH, "");
    if (!path.equals(opened)) {
      String before = opened;
      opened = path; // before the views are created, which parses their names
      try {
        HistoryViews.register(session, path);
      } catch (RuntimeException e) {
        opened = before;
        throw e;
      }
    }
  }

  @Override
  public LogicalPlan parsePlan(String text) throws ParseException {
    // SET opens nothing, so that a wrong path can be corrected.
    if (!text.strip().regionMatches(true, 0, "SET ", 0, 4)) {
      open();
    }
    return sparks.parsePlan(text);
  }

  @Override
  public Seq<String> parseMultipartIdentifier(String text) throws ParseException {
    open();
    return sparks.parseMultipartIdentifier(text);
  }

  @Override
  public LogicalPlan parseQuery(String text) throws ParseException {
    return sparks.parseQuery(text);
  }

  @Override
  public Expression parseExpression(String text) throws ParseException {
    return sparks.parseExpression(text);
  }

  @Override
  public TableIdentifier parseTableIdentifier(String text) throws ParseException {
    return sparks.parseTableIdentifier(text);
  }

  @Override
  public FunctionIdentifier parseFunctionIdentifier(String text) throws ParseException {
    return sparks.parseFunctionIdentifier(text);
  }

  @Override
  public StructType parseTableSchema(String text) throws ParseException {
    return sparks.parseTableSchema(text);
  }

  @Override
  public DataType parseDataType(String text) throws ParseException {
    return sparks.parseDataType(text);
  }
}
