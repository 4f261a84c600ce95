package io.lanistr.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a column of dates or times becomes: the days since 1970, which are scaled as numbers are,
 * and where in the year and the week it is, and, for times, in the day: sine and cosine of each, so
 * that the end of a cycle is next to its beginning.
 *
 * @param timed whether the column holds times, or dates alone
 * @param zone in which times are read off the calendar, that of the session that fitted
 */
record CalendarFeatures(boolean timed, String zone) {
  private static final double MICROS_OF_A_DAY = 86_400e6;

  static CalendarFeatures of(DataType type, String zone) {
    return new CalendarFeatures(type.equals(DataTypes.TimestampType), zone);
  }

  /** Days since 1970 as a double, with their fraction for times; null where missing. */
  Column days(String column) {
    return timed
        ? unix_micros(Columns.named(column)).divide(MICROS_OF_A_DAY)
        : datediff(Columns.named(column), lit("1970-01-01").cast(DataTypes.DateType))
            .cast(DataTypes.DoubleType);
  }

  /** Names of the features after that of the days. */
  List<String> names(String column) {
    List<String> names = new ArrayList<>();
    for (String cycle : timed ? List.of("year", "week", "day") : List.of("year", "week")) {
      names.add(column + "[" + cycle + " sin]");
      names.add(column + "[" + cycle + " cos]");
    }
    return names;
  }

  /** The features after the days, as floats; 0 where missing, the middle of a cycle's circle. */
  List<Column> apply(String column) {
    int count = names(column).size();
    UDF1<Double, List<Float>> read = days -> days == null ? null : cycles(days, timed, zone);
    Column none = array(java.util.Collections.nCopies(count, lit(0f)).toArray(Column[]::new));
    Column cycles =
        coalesce(
            functions
                .udf(read, DataTypes.createArrayType(DataTypes.FloatType, false))
                .withName("calendar")
                .apply(days(column)),
            none);
    List<Column> features = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      features.add(cycles.getItem(i));
    }
    return features;
  }

  private static List<Float> cycles(double days, boolean timed, String zone) {
    long micros = Math.round(days * MICROS_OF_A_DAY);
    ZonedDateTime time =
        Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L)
            .atZone(ZoneId.of(timed ? zone : "UTC"));
    List<Float> features = new ArrayList<>();
    double day = timed ? time.toLocalTime().toSecondOfDay() / 86_400.0 : 0;
    circle(features, (time.getDayOfYear() - 1 + day) / time.toLocalDate().lengthOfYear());
    circle(features, (time.getDayOfWeek().getValue() - 1 + day) / 7);
    if (timed) {
      circle(features, day);
    }
    return features;
  }

  private static void circle(List<Float> features, double share) {
    features.add((float) Math.sin(2 * Math.PI * share));
    features.add((float) Math.cos(2 * Math.PI * share));
  }
}
