package io.lanistr.udf.image;

/** A picture that is broken, of an unknown format, or over a limit. The message says which. */
public final class UndecodableImageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UndecodableImageException(String message) {
    super(message);
  }

  public UndecodableImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
