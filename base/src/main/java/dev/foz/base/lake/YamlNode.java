package dev.foz.base.lake;

import dev.foz.base.Place;
import java.util.List;
import java.util.Optional;

/** A value of a YAML file and where it stands. */
sealed interface YamlNode {
  Place place();

  /** What it is, as people say: {@code a map}. */
  String label();

  /**
   * A scalar.
   *
   * @param text with variables filled in: not to be shown
   * @param raw as in the file: may be shown
   */
  record Text(String text, String raw, Kind kind, Place place) implements YamlNode {
    @Override
    public String label() {
      return switch (kind) {
        case TEXT -> "text";
        case NUMBER -> "a number";
        case FLAG -> "true or false";
        case NOTHING, BROKEN -> "nothing";
      };
    }

    /** As shown in messages. */
    String quoted() {
      return raw.isBlank() ? "nothing" : "`" + raw.strip().lines().findFirst().orElse("") + "`";
    }
  }

  /** What a scalar is by the core schema of YAML 1.2. */
  enum Kind {
    TEXT,
    NUMBER,
    FLAG,
    NOTHING,
    /** A variable in it is missing, which was reported; whoever wants it keeps silent. */
    BROKEN
  }

  record Items(List<YamlNode> items, Place place) implements YamlNode {
    @Override
    public String label() {
      return "a list";
    }
  }

  /** No key stands twice. */
  record Entries(List<Entry> entries, Place place) implements YamlNode {
    @Override
    public String label() {
      return "a map";
    }

    Optional<YamlNode> find(String key) {
      for (Entry entry : entries) {
        if (entry.key().raw().equals(key)) {
          return Optional.of(entry.value());
        }
      }
      return Optional.empty();
    }
  }

  record Entry(Text key, YamlNode value) {}
}
