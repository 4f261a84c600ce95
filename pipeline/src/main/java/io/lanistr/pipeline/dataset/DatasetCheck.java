package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.lanistr.pipeline.dataset.DatasetLimits.BrokenImage;
import io.lanistr.pipeline.dataset.DatasetLimits.NoModality;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Checks the rows of a table against the convention; every refusal names a row or a number. */
final class DatasetCheck {
  private Dataset<Row> rows;
  private final ColumnConvention columns;
  private final String folder;
  private final DatasetLimits limits;
  private final List<String> warnings = new ArrayList<>();

  private DatasetCheck(
      Dataset<Row> rows, ColumnConvention columns, String folder, DatasetLimits limits) {
    this.rows = rows;
    this.columns = columns;
    this.folder = folder;
    this.limits = limits;
  }

  static DatasetFolder of(
      Dataset<Row> rows,
      ColumnConvention columns,
      String name,
      String folder,
      DatasetLimits limits) {
    return new DatasetCheck(rows, columns, folder, limits).run(name);
  }

  private DatasetFolder run(String name) {
    ImageProfile images = images();
    RowCounts counts = RowCounts.of(rows, columns);
    ids(counts);
    splits(counts);
    int classes = labels(counts);
    series(counts);
    ColumnConvention used = usable(counts);
    if (counts.empty() > 0 || !used.equals(columns)) {
      modalities(used);
    }
    Column any = Presence.ofAny(used, used.modalities());
    Dataset<Row> kept = kept(used);
    return new DatasetFolder(
        name,
        used,
        kept.filter(split(ColumnConvention.TRAIN).and(any)),
        kept.filter(split(ColumnConvention.TEST).and(col(ColumnConvention.LABEL).geq(0))),
        counts.profile(used, classes),
        images,
        warnings);
  }

  private ImageProfile images() {
    if (!columns.modalities().contains(Modality.IMAGE)) {
      return ImageProfile.NONE;
    }
    ImageProfile images = ImageProfile.of(rows);
    if (images.broken() > 0) {
      if (limits.brokenImage() == BrokenImage.FAIL) {
        throw wrong(
            images.broken()
                + " pictures cannot be decoded (the first in row "
                + images.brokenId()
                + "); they must be PNG, JPEG, GIF or BMP; or set data.undecodable-images to"
                + " missing");
      }
      warnings.add(
          images.broken()
              + " pictures cannot be decoded and count as missing (the first in row "
              + images.brokenId()
              + ").");
      rows = ImageProfile.withoutBroken(rows);
    }
    return images;
  }

  private static Column split(String name) {
    return col(ColumnConvention.SPLIT).equalTo(name);
  }

  private Dataset<Row> kept(ColumnConvention used) {
    List<Column> all = new ArrayList<>();
    all.add(col(ColumnConvention.ID));
    all.add(col(ColumnConvention.LABEL).cast("int").as(ColumnConvention.LABEL));
    all.add(col(ColumnConvention.SPLIT));
    used.ordered().forEach(m -> used.columns(m).forEach(column -> all.add(col(column))));
    return rows.select(all.toArray(Column[]::new));
  }

  private void ids(RowCounts counts) {
    if (counts.rows() == 0) {
      throw wrong("it has no rows");
    }
    if (counts.nullIds() > 0) {
      throw wrong("column id is null in " + counts.nullIds() + " rows; give each row its own id");
    }
    List<Row> twice =
        rows.groupBy(ColumnConvention.ID)
            .agg(count(lit(1)).as("times"))
            .filter(col("times").gt(1))
            .orderBy(ColumnConvention.ID)
            .takeAsList(1);
    if (!twice.isEmpty()) {
      throw wrong(
          "id "
              + twice.get(0).getString(0)
              + " occurs "
              + twice.get(0).getLong(1)
              + " times; ids must be unique");
    }
  }

  private void splits(RowCounts counts) {
    for (String split : counts.splits()) {
      if (!ColumnConvention.TRAIN.equals(split) && !ColumnConvention.TEST.equals(split)) {
        Column same =
            split == null
                ? col(ColumnConvention.SPLIT).isNull()
                : col(ColumnConvention.SPLIT).equalTo(split);
        throw wrong("column split is " + split + example(same) + "; it must be train or test");
      }
    }
    for (String split : List.of(ColumnConvention.TRAIN, ColumnConvention.TEST)) {
      if (counts.rows(split) == 0) {
        throw wrong("no " + split + " rows: no row has split = " + split);
      }
    }
  }

  /** The number of classes. */
  private int labels(RowCounts counts) {
    long least = counts.leastLabel();
    if (least < ColumnConvention.NO_LABEL) {
      throw wrong(
          "label "
              + least
              + example(col(ColumnConvention.LABEL).equalTo(least))
              + " is out of range; labels count from 0, and -1 or null means none");
    }
    long most = counts.mostLabel();
    if (most >= limits.classes()) {
      throw wrong(
          "label "
              + most
              + example(col(ColumnConvention.LABEL).equalTo(most))
              + " is out of range; at most "
              + limits.classes()
              + " classes are allowed, counted from 0");
    }
    List<Long> train = counts.labels(ColumnConvention.TRAIN);
    if (train.isEmpty()) {
      throw wrong("no training row has a label, so nothing can be learned from them");
    }
    if (train.size() == 1) {
      throw wrong("one class only: all labelled training rows have label " + train.get(0));
    }
    long classes = train.get(train.size() - 1) + 1;
    List<Long> test = counts.labels(ColumnConvention.TEST);
    if (test.isEmpty()) {
      throw wrong("no test row has a label, so nothing can be scored");
    }
    long unknown = test.get(test.size() - 1);
    if (unknown >= classes) {
      throw wrong(
          "label "
              + unknown
              + example(split(ColumnConvention.TEST).and(col("label").equalTo(unknown)))
              + " of the test split is out of range; training rows have labels 0 to "
              + (classes - 1));
    }
    if (train.size() < classes) {
      warnings.add(
          String.format(
              "%d of %d classes have no labelled training row and cannot be learned.",
              classes - train.size(), classes));
    }
    long unlabelled = counts.rows(ColumnConvention.TEST, ColumnConvention.NO_LABEL);
    if (unlabelled > 0) {
      warnings.add(unlabelled + " test rows have no label and are not scored.");
    }
    return Math.toIntExact(classes);
  }

  private void series(RowCounts counts) {
    if (counts.leastChannels() == counts.mostChannels()) {
      if (counts.mostChannels() == 0) {
        throw wrong("column timeseries has steps without any channel");
      }
      return;
    }
    throw wrong(
        "column timeseries has steps of "
            + counts.leastChannels()
            + example(RowCounts.leastChannelsOfRow().equalTo(counts.leastChannels()))
            + " and of "
            + counts.mostChannels()
            + example(RowCounts.mostChannelsOfRow().equalTo(counts.mostChannels()))
            + " channels; each step of each row must have the same channels");
  }

  private ColumnConvention usable(RowCounts counts) {
    Set<Modality> absent = EnumSet.noneOf(Modality.class);
    for (Modality modality : columns.ordered()) {
      if (counts.present(ColumnConvention.TRAIN, modality) == 0) {
        absent.add(modality);
        warnings.add("No training row has a " + modality.title() + ": it is left out.");
      }
    }
    if (absent.size() == columns.modalities().size()) {
      throw wrong("no training row has any modality");
    }
    Set<String> empty = new HashSet<>();
    if (columns.modalities().contains(Modality.TABLE) && !absent.contains(Modality.TABLE)) {
      for (String column : columns.columns(Modality.TABLE)) {
        if (counts.filledInTraining(column) == 0) {
          empty.add(column);
          warnings.add("Column " + column + " is null in all training rows: it is left out.");
        }
      }
    }
    return columns.without(absent, empty);
  }

  private void modalities(ColumnConvention used) {
    Column none = not(Presence.ofAny(used, used.modalities()));
    for (Row row : rows.filter(none).groupBy(ColumnConvention.SPLIT).count().collectAsList()) {
      if (limits.noModality() == NoModality.FAIL) {
        throw wrong(
            row.getLong(1)
                + " rows have no modality"
                + example(none)
                + "; remove them, or set data.rows-without-modality to drop");
      }
      warnings.add(
          row.getString(0).equals(ColumnConvention.TRAIN)
              ? row.getLong(1) + " training rows have no modality and are dropped."
              : row.getLong(1)
                  + " test rows have no modality; every system answers them with the class shares"
                  + " of its labelled rows.");
    }
  }

  /** The least id of the rows that meet a condition, as a part of a sentence. */
  private String example(Column condition) {
    List<Row> ids =
        rows.filter(condition)
            .select(ColumnConvention.ID)
            .orderBy(ColumnConvention.ID)
            .takeAsList(1);
    return ids.isEmpty() ? "" : " (row " + ids.get(0).getString(0) + ")";
  }

  private DatasetException wrong(String problem) {
    return new DatasetException(folder, problem);
  }
}
