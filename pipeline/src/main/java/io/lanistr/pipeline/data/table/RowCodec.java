package io.lanistr.pipeline.data.table;

import io.lanistr.pipeline.data.image.Png;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Turns rows into Spark rows of a layout's schema and back. */
final class RowCodec {

  private final Layout layout;

  RowCodec(Layout layout) {
    this.layout = layout;
  }

  Row encode(DataRow row) {
    List<Object> cells = new ArrayList<>();
    cells.add(row.id());
    cells.add(row.label());
    cells.add(row.labelName());
    cells.add(row.text());
    cells.add(row.image() == null ? null : Png.encode(row.image()));
    if (layout.hasSeries()) {
      cells.add(row.series() == null ? null : encode(row.series()));
    }
    cells.addAll(Arrays.asList(row.numbers()));
    cells.addAll(Arrays.asList(row.categories()));
    cells.add(row.split().columnValue());
    return RowFactory.create(cells.toArray());
  }

  DataRow decode(Row row) {
    int table = layout.hasSeries() ? 6 : 5;
    Double[] numbers = new Double[layout.numberColumns().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = row.getAs(table + i);
    }
    String[] categories = new String[layout.categoryColumns().size()];
    for (int i = 0; i < categories.length; i++) {
      categories[i] = row.getString(table + numbers.length + i);
    }
    return new DataRow(
        row.getString(0),
        row.getInt(1),
        row.getString(2),
        row.getString(3),
        row.isNullAt(4) ? null : Png.decode(row.getAs(4)),
        !layout.hasSeries() || row.isNullAt(5) ? null : decode(row.<Seq<Float>>getList(5)),
        numbers,
        categories,
        Split.ofColumnValue(row.getString(table + numbers.length + categories.length)));
  }

  private static Seq<Seq<Float>> encode(float[][] series) {
    List<Seq<Float>> steps = new ArrayList<>();
    for (float[] step : series) {
      List<Float> channels = new ArrayList<>();
      for (float value : step) {
        channels.add(value);
      }
      steps.add(JavaConverters.asScalaBuffer(channels).toSeq());
    }
    return JavaConverters.asScalaBuffer(steps).toSeq();
  }

  private static float[][] decode(List<Seq<Float>> steps) {
    float[][] series = new float[steps.size()][];
    for (int i = 0; i < series.length; i++) {
      List<Float> channels = JavaConverters.seqAsJavaList(steps.get(i));
      series[i] = new float[channels.size()];
      for (int c = 0; c < series[i].length; c++) {
        series[i][c] = channels.get(c);
      }
    }
    return series;
  }
}
