package dev.foz.source.file;

import java.io.IOException;
import java.io.Serial;

/** The content of a file is not what it should be; reading it again gives the same. */
final class DamagedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;
  private final String remedy;

  DamagedException(String reason) {
    this(reason, "write the file again; the records before that byte are kept");
  }

  DamagedException(String reason, String remedy) {
    super(reason);
    this.remedy = remedy;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
