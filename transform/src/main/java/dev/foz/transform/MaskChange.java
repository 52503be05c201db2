package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.base.lake.Mask;
import dev.foz.base.lake.MaskSpec;
import dev.foz.table.TableSnapshot;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the masks that made a table differ from those that are asked for now, by what the table says
 * of itself in its properties.
 *
 * @param reason in words: {@code mask of `cpf` added}
 * @param hides whether the table, or a former version of it, shows what may not be seen any more
 */
record MaskChange(String reason, boolean hides) {
  /** Table property with columns and the words of their masks. */
  static final String MASKS = "foz.masks";

  /** Table property that tells the key of the hashes in the table. */
  static final String KEY = "foz.mask-key";

  /** Table property: the run that last took away what former versions showed. */
  static final String HIDDEN_BY = "foz.masks-hid";

  /** The same of an input, as it was when the table was made. */
  private static final String INPUT_HIDDEN_BY = HIDDEN_BY + ".";

  /** As {@link #MASKS} has it: {@code cpf=hash&cliente.nome=redact}, in the order of the names. */
  static String text(Collection<MaskSpec> masks) {
    Map<String, String> words = new TreeMap<>();
    masks.forEach(mask -> words.put(mask.column(), mask.mask().word()));
    return words.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + entry.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  /** Words of masks by column, as a table tells them. */
  static Map<String, String> masksOf(TableSnapshot table) {
    Map<String, String> masks = new TreeMap<>();
    String text = table.properties().getOrDefault(MASKS, "");
    for (String entry : text.split("&", -1)) {
      int equals = entry.lastIndexOf('=');
      if (equals > 0) {
        String name = URLDecoder.decode(entry.substring(0, equals), StandardCharsets.UTF_8);
        masks.put(name, entry.substring(equals + 1));
      }
    }
    return masks;
  }

  /** Of the table's own masks; empty where they are the same. */
  static Optional<MaskChange> of(TableSnapshot table, Collection<MaskSpec> wanted) {
    Map<String, String> former = masksOf(table);
    Map<String, String> next = new TreeMap<>();
    wanted.forEach(mask -> next.put(mask.column(), mask.mask().word()));
    Set<String> changed = new TreeSet<>(former.keySet());
    changed.addAll(next.keySet());
    changed.removeIf(name -> next.getOrDefault(name, "").equals(former.getOrDefault(name, "")));
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    boolean added = changed.stream().noneMatch(former::containsKey);
    boolean removed = changed.stream().noneMatch(next::containsKey);
    String names = changed.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    String reason =
        (changed.size() == 1 ? "mask of " : "masks of ")
            + names
            + (added ? " added" : removed ? " removed" : " changed");
    boolean hides = changed.stream().anyMatch(name -> hides(former.get(name), next.get(name)));
    return Optional.of(new MaskChange(reason, hides));
  }

  private static boolean hides(
      @org.jspecify.annotations.Nullable String former,
      @org.jspecify.annotations.Nullable String next) {
    boolean showedNothing = Mask.NULL.word().equals(former) || Mask.REDACT.word().equals(former);
    return next != null && !showedNothing;
  }

  /** Of what is made of an input that showed more when the table was made. */
  static Optional<MaskChange> ofInput(TableSnapshot table, TableSnapshot input) {
    String now = input.properties().getOrDefault(HIDDEN_BY, "");
    String then = table.properties().getOrDefault(INPUT_HIDDEN_BY + input.table(), "");
    return now.equals(then)
        ? Optional.empty()
        : Optional.of(new MaskChange("masks of " + input.table() + " changed", true));
  }

  /** The property that keeps what {@link #ofInput} compares; empty where there is nothing to. */
  static Map<String, String> seen(TableName input, Optional<TableSnapshot> snapshot) {
    return snapshot
        .map(table -> table.properties().get(HIDDEN_BY))
        .map(run -> Map.of(INPUT_HIDDEN_BY + input, run))
        .orElse(Map.of());
  }
}
