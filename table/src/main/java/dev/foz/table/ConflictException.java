package dev.foz.table;

/** What a commit was computed from is not there any more; becomes a conflicted outcome. */
final class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConflictException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
