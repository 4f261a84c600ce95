package io.lanistr.pipeline.data.table;

import io.lanistr.pipeline.data.image.Pixels;
import io.lanistr.pipeline.data.packages.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * SHA-256 over a data set's values in row order, whatever the files, compression and PNG encoder.
 *
 * <p>The digested text is UTF-8: a line of the column names, then a line for each row; cells are
 * separated by tabs, lines end with a line feed. A cell is {@code -} for null, {@code iN} for a
 * whole number, {@code sLENGTH:TEXT} with the length in bytes, {@code dHEX} with the 16 hexadecimal
 * digits of a double's bits, {@code pWIDTHxHEIGHTxCHANNELS:HASH} with the SHA-256 of a picture's
 * bytes after decoding, and {@code tSTEPSxCHANNELS:HEX} with 8 hexadecimal digits for each float.
 */
public final class ContentFingerprint {

  private final Layout layout;
  private final MessageDigest digest = Sha256.digest();
  private final StringBuilder line = new StringBuilder();

  private ContentFingerprint(Layout layout) {
    this.layout = layout;
  }

  /** 64 lower-case hexadecimal digits. */
  public static String of(Layout layout, Iterable<DataRow> rows) {
    ContentFingerprint fingerprint = new ContentFingerprint(layout);
    fingerprint.line.append(String.join("\t", layout.schema().fieldNames()));
    fingerprint.endLine();
    for (DataRow row : rows) {
      fingerprint.add(row);
    }
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void add(DataRow row) {
    text(row.id());
    cell().append('i').append(row.label());
    text(row.labelName());
    text(row.text());
    image(row.image());
    if (layout.hasSeries()) {
      series(row.series());
    }
    for (Double number : row.numbers()) {
      number(number);
    }
    for (String category : row.categories()) {
      text(category);
    }
    text(row.split().columnValue());
    endLine();
  }

  private StringBuilder cell() {
    return line.isEmpty() ? line : line.append('\t');
  }

  private void text(String value) {
    if (value == null) {
      cell().append('-');
    } else {
      int length = value.getBytes(StandardCharsets.UTF_8).length;
      cell().append('s').append(length).append(':').append(value);
    }
  }

  private void number(Double value) {
    if (value == null) {
      cell().append('-');
    } else {
      cell().append('d').append(HexFormat.of().toHexDigits(Double.doubleToLongBits(value)));
    }
  }

  private void image(Pixels value) {
    if (value == null) {
      cell().append('-');
    } else {
      cell().append('p').append(value.width()).append('x').append(value.height());
      line.append('x').append(value.channels()).append(':').append(Sha256.hex(value.data()));
    }
  }

  private void series(float[][] value) {
    if (value == null) {
      cell().append('-');
      return;
    }
    int channels = value.length == 0 ? 0 : value[0].length;
    cell().append('t').append(value.length).append('x').append(channels).append(':');
    for (float[] step : value) {
      for (float channel : step) {
        line.append(HexFormat.of().toHexDigits(Float.floatToIntBits(channel)));
      }
    }
  }

  private void endLine() {
    digest.update(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    line.setLength(0);
  }
}
