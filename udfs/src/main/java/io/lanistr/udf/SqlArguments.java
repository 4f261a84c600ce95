package io.lanistr.udf;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** The arguments of one call: columns, and constants read while the query is analysed. */
final class SqlArguments {
  private final SqlFunction function;
  private final List<Expression> expressions;

  SqlArguments(SqlFunction function, List<Expression> expressions) {
    this.function = function;
    this.expressions = expressions;
  }

  Column column(int i) {
    return new Column(expressions.get(i));
  }

  String string(int i) {
    return constant(i).toString();
  }

  boolean bool(int i, boolean otherwise) {
    return i < expressions.size() ? Boolean.parseBoolean(string(i)) : otherwise;
  }

  int integer(int i) {
    return Math.toIntExact(whole(i));
  }

  long whole(int i, long otherwise) {
    return i < expressions.size() ? whole(i) : otherwise;
  }

  double number(int i) {
    try {
      return Double.parseDouble(string(i));
    } catch (NumberFormatException e) {
      throw refused(i, "a number", e);
    }
  }

  private long whole(int i) {
    try {
      return Long.parseLong(string(i));
    } catch (NumberFormatException e) {
      throw refused(i, "a whole number", e);
    }
  }

  private Object constant(int i) {
    Expression expression = expressions.get(i);
    Object value = expression.resolved() && expression.foldable() ? expression.eval(null) : null;
    if (value == null) {
      throw refused(i, "a constant", null);
    }
    return value;
  }

  private IllegalArgumentException refused(int i, String wanted, Exception cause) {
    return new IllegalArgumentException(
        "argument %d of %s(%s) must be %s, got %s"
            .formatted(
                i + 1, function.name(), function.arguments(), wanted, expressions.get(i).sql()),
        cause);
  }
}
