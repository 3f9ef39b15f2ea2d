package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.NearestNames;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Looks up the columns of a frame by name. A name is first that of a column as it stands, whatever
 * characters are in it; then, unless {@code spark.sql.caseSensitive}, the only one that differs in
 * case; then what Spark makes of it: {@code a.b} is the field b of the column a, and between
 * backticks dots belong to the name.
 */
@Internal
public final class FrameColumns {

  private static final Pattern QUOTED = Pattern.compile("`((?:[^`]|``)+)`");

  private final Dataset<Row> frame;
  private final List<Attribute> attributes;
  private final boolean isCaseSensitive;
  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> folded = new HashMap<>();

  /** The columns by the frame's own session's rule of case. */
  FrameColumns(Dataset<Row> frame) {
    this(frame, isCaseSensitive(frame.sparkSession()));
  }

  /**
   * @param isCaseSensitive whether names that differ in case differ
   */
  public FrameColumns(Dataset<Row> frame, boolean isCaseSensitive) {
    this.frame = frame;
    this.attributes = list(frame.queryExecution().analyzed().output());
    this.isCaseSensitive = isCaseSensitive;
    for (int i = 0; i < attributes.size(); i++) {
      String name = attributes.get(i).name();
      exact.merge(name, i, (one, other) -> -1);
      folded.merge(name.toLowerCase(Locale.ROOT), i, (one, other) -> -1);
    }
  }

  /** Whether names that differ in case differ in SQL of a session. */
  public static boolean isCaseSensitive(SparkSession session) {
    return Boolean.parseBoolean(session.conf().get("spark.sql.caseSensitive"));
  }

  /**
   * A column that was found.
   *
   * @param column what selects it
   * @param type its type
   * @param origin equal for all names of one column
   */
  public record Found(Column column, DataType type, Object origin) {}

  /** The names of all columns. */
  public List<String> names() {
    return attributes.stream().map(Attribute::name).toList();
  }

  /** The column at a place. */
  public Found at(int index) {
    return found(attributes.get(index));
  }

  /** The column of a name; empty if there is none, or if there are several. */
  public Optional<Found> find(String given) {
    Matcher quoted = QUOTED.matcher(given);
    boolean isPlain = exact.containsKey(given) || !quoted.matches();
    String name = isPlain ? given : quoted.group(1).replace("``", "`");
    @Nullable Integer index = exact.get(name);
    if (index == null && !isCaseSensitive) {
      index = folded.get(name.toLowerCase(Locale.ROOT));
    }
    if (index != null) {
      return index < 0 ? Optional.empty() : Optional.of(at(index));
    }
    try {
      return Optional.of(found(frame.col(given).expr()));
    } catch (Exception e) { // Scala's methods do not declare what they throw
      if (e instanceof AnalysisException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Why {@link #find} finds no column, as a clause. */
  public String whyNone(String name) {
    boolean isTwice =
        exact.getOrDefault(name, 0) < 0
            || folded.getOrDefault(name.toLowerCase(Locale.ROOT), 0) < 0;
    if (isTwice) {
      return "several columns have that name"
          + (exact.containsKey(name)
              ? ""
              : ", but for case; spark.sql.caseSensitive=true tells them apart");
    }
    String nearest = NearestNames.of(name, names(), 1).stream().findFirst().orElse("none");
    return "no column has that name; the nearest is " + nearest;
  }

  private Found found(Expression expression) {
    Expression plain = expression instanceof Alias alias ? alias.child() : expression;
    Object origin =
        plain instanceof Attribute attribute
            ? origin(attribute, frame.queryExecution().analyzed()).exprId()
            : plain.canonicalized();
    return new Found(new Column(expression), plain.dataType(), origin);
  }

  /** The column that a projection gave another name; the column itself if none did. */
  private static Attribute origin(Attribute attribute, LogicalPlan plan) {
    if (plan instanceof Project project) {
      for (NamedExpression expression : list(project.projectList())) {
        if (expression.exprId().equals(attribute.exprId())
            && expression instanceof Alias alias
            && alias.child() instanceof Attribute child) {
          return origin(child, project.child());
        }
      }
    }
    for (LogicalPlan child : list(plan.children())) {
      Attribute found = origin(attribute, child);
      if (found != attribute) {
        return found;
      }
    }
    return attribute;
  }

  private static <T> List<T> list(Seq<T> seq) {
    return JavaConverters.seqAsJavaList(seq);
  }
}
