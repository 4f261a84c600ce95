package io.lanistr.udf;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import scala.Tuple3;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;

/**
 * One function of the catalogue: its name, what DESCRIBE FUNCTION prints, and how a call becomes a
 * column.
 */
record SqlFunction(String name, String arguments, String usage, int fewest, int most, Call call) {

  /** Builds the column of one call. */
  interface Call {
    Column of(SqlArguments arguments);
  }

  void injectInto(SparkSessionExtensions extensions) {
    ExpressionInfo info =
        new ExpressionInfo(
            LanistrFunctions.class.getName(),
            "",
            name,
            "_FUNC_(" + arguments + ") - " + usage,
            "",
            "",
            "",
            "",
            "",
            "",
            "scala_udf");
    extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(name), info, new Builder(this)));
  }

  private Expression build(Seq<Expression> expressions) {
    int given = expressions.size();
    if (given < fewest || given > most) {
      throw new IllegalArgumentException(
          "%s(%s) got %d arguments".formatted(name, arguments, given));
    }
    List<Expression> list = new ArrayList<>();
    for (int i = 0; i < given; i++) {
      list.add(expressions.apply(i));
    }
    return call.of(new SqlArguments(this, list)).expr();
  }

  private static final class Builder extends AbstractFunction1<Seq<Expression>, Expression> {
    private final SqlFunction function;

    Builder(SqlFunction function) {
      this.function = function;
    }

    @Override
    public Expression apply(Seq<Expression> expressions) {
      return function.build(expressions);
    }
  }
}
