package io.lanistr.pipeline.data.packages;

/** A package could not be got, or is not the one that was pinned. */
public final class PackageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message names the client, the package, and what to do. */
  public PackageException(String message) {
    super(message);
  }
}
