package dev.foz.base.lake;

import java.util.List;

/**
 * Which keys a reader accepts in each kind of map of the lake folder, and what other tools call
 * them.
 */
enum Keys {
  LAKE(KeyGroup.LAKE, "retention alerts prices format_version"),
  DEFAULTS(KeyGroup.DEFAULTS, ""),
  FILE_SOURCE(KeyGroup.SOURCE, "mode commit_every retention alerts"),
  FILE_TABLE(
      KeyGroup.TABLE, "mode cursor records schedule commit_every tests retention description"),
  MODEL(KeyGroup.MODEL, "schedule retention contract on_schema_change on_error"),
  TEST(KeyGroup.TEST, "");

  private final List<String> known;
  private final List<String> later;

  Keys(KeyGroup group, String later) {
    this.known = group.names();
    this.later = later.isEmpty() ? List.of() : List.of(later.split(" "));
  }

  /** Keys that work. */
  List<String> known() {
    return known;
  }

  /** Keys of the design that do not work yet. */
  List<String> later() {
    return later;
  }

  /** Where {@link dev.foz.base.ForeignWords} has the words of other tools for these. */
  List<String> foreign() {
    return switch (this) {
      case LAKE -> List.of("key lake", "key");
      case DEFAULTS, FILE_SOURCE -> List.of("key");
      case FILE_TABLE -> List.of("key table", "key");
      case MODEL -> List.of("key model", "key");
      case TEST -> List.of("key test");
    };
  }
}
