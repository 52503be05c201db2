package dev.foz.base.lake;

import dev.foz.base.lake.YamlNode.Entries;
import dev.foz.base.lake.YamlNode.Entry;
import dev.foz.base.lake.YamlNode.Kind;
import dev.foz.base.lake.YamlNode.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the map {@code mask} of a source table or a model: columns and what they show instead. */
final class MasksYaml {
  static final String KEY = "mask";
  private static final String EXAMPLE = "like `mask: { cpf: hash }`";
  private static final List<String> WORDS = Arrays.stream(Mask.values()).map(Mask::word).toList();

  private final Section section;
  private final List<String> primaryKey;
  private final List<MaskSpec> masks = new ArrayList<>();

  /**
   * @param primaryKey names, nested ones with dots
   */
  MasksYaml(Section section, List<String> primaryKey) {
    this.section = section;
    this.primaryKey = primaryKey;
  }

  /** The masks that are right, in the order of the file. */
  List<MaskSpec> read() {
    List<Entry> entries = section.map(KEY, Wanted.MASKS).map(Entries::entries).orElse(List.of());
    for (Entry entry : entries) {
      mask(entry).ifPresent(mask -> add(entry.key(), mask));
    }
    return masks;
  }

  private Optional<Mask> mask(Entry entry) {
    // To YAML an unquoted null is nothing; here it is a word.
    if (entry.value() instanceof Text text && text.kind() == Kind.NOTHING && isNull(text)) {
      return Optional.of(Mask.NULL);
    }
    return section.text(KEY, Wanted.MASKS, entry.value()).flatMap(this::mask);
  }

  private static boolean isNull(Text text) {
    return text.raw().strip().equalsIgnoreCase(Mask.NULL.word());
  }

  private Optional<Mask> mask(Text text) {
    if (WORDS.contains(text.text())) {
      return Optional.of(Mask.valueOf(text.text().toUpperCase(Locale.ROOT)));
    }
    section.unknownWord(KEY, KEY, text, WORDS, List.of());
    return Optional.empty();
  }

  private void add(Text name, Mask mask) {
    MaskSpec spec = new MaskSpec(List.of(name.raw().split("\\.", -1)), mask, name.place());
    if (spec.path().stream().anyMatch(String::isBlank)) {
      section.wrongValue(name, "`mask` names no column: " + name.quoted(), EXAMPLE);
      return;
    }
    Optional<MaskSpec> other = masks.stream().filter(known -> overlap(known, spec)).findFirst();
    if (other.isPresent()) {
      section.wrongValue(
          name,
          "`" + spec.column() + "` is masked twice: also by `" + other.get().column() + "`",
          "take one of them out");
      return;
    }
    Optional<String> key =
        primaryKey.stream().filter(field -> within(spec.path(), path(field))).findFirst();
    if (key.isPresent() && mask != Mask.HASH) {
      section.wrongValue(
          name,
          "`" + mask.word() + "` may be the same for two values of `primary_key`",
          "a part of the primary key can be masked by `hash` only");
      return;
    }
    masks.add(spec);
  }

  private static List<String> path(String field) {
    return List.of(field.split("\\.", -1));
  }

  private static boolean overlap(MaskSpec one, MaskSpec other) {
    return within(one.path(), other.path()) || within(other.path(), one.path());
  }

  /** Whether the second path is the first or leads further inwards. */
  private static boolean within(List<String> outer, List<String> inner) {
    if (outer.size() > inner.size()) {
      return false;
    }
    for (int i = 0; i < outer.size(); i++) {
      if (!outer.get(i).equalsIgnoreCase(inner.get(i))) {
        return false;
      }
    }
    return true;
  }
}
