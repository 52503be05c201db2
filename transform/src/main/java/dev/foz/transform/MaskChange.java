package dev.foz.transform;

import dev.foz.base.TableName;
import dev.foz.base.lake.Mask;
import dev.foz.base.lake.MaskSpec;
import dev.foz.engine.Moment;
import dev.foz.table.TableSnapshot;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private static final String HIDDEN_BY = "foz.masks-hid";

  /** The same of an input, as it was when the table was made. */
  private static final String INPUT_HIDDEN_BY = HIDDEN_BY + ".";

  /**
   * Table property as {@link #MASKS}, which a rollback leaves: versions that it took back show more
   * than the rows do. Empty, or not there, where no version does.
   */
  private static final String TAKEN_BACK = "foz.masks-taken-back";

  /** What tells that a table with {@link #TAKEN_BACK} is to be looked at. */
  private static final String UNDECIDED = "rolled back over masks";

  /** As {@link #MASKS} has it: {@code cpf=hash&cliente.nome=redact}, in the order of the names. */
  static String text(Collection<MaskSpec> masks) {
    Map<String, String> words = new TreeMap<>();
    masks.forEach(mask -> words.put(mask.column(), mask.mask().word()));
    return join(words);
  }

  private static String join(Map<String, String> words) {
    return words.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + entry.getValue())
        .collect(Collectors.joining("&"));
  }

  /** What tells these masks from others, for {@link TableSnapshot#MADE_BY} of source tables. */
  static String madeBy(Collection<MaskSpec> masks) {
    if (masks.isEmpty()) {
      return "unmasked";
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text(masks).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Whether a source table has these masks; opens nothing where it is known to. */
  static boolean isMade(TableSnapshot table, Collection<MaskSpec> masks) {
    return table.madeBy().equals(Optional.of(madeBy(masks))) || of(table, masks).isEmpty();
  }

  private static String encode(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  /** Words of masks by column, as a table tells them. */
  static Map<String, String> masksOf(TableSnapshot table) {
    return masks(table.properties().getOrDefault(MASKS, ""));
  }

  private static Map<String, String> masks(String text) {
    Map<String, String> masks = new TreeMap<>();
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
    Map<String, String> next = new TreeMap<>();
    wanted.forEach(mask -> next.put(mask.column(), mask.mask().word()));
    Optional<MaskChange> rows = ofRows(masksOf(table), next);
    Optional<MaskChange> versions = ofVersions(table.properties(), next);
    return rows.isPresent() && versions.isPresent()
        ? Optional.of(rows.get().and(versions.get()))
        : rows.or(() -> versions);
  }

  private static Optional<MaskChange> ofRows(Map<String, String> former, Map<String, String> next) {
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

  private static Optional<MaskChange> ofVersions(
      Map<String, String> properties, Map<String, String> next) {
    String text = properties.getOrDefault(TAKEN_BACK, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> former = masks(text);
    boolean hides =
        next.entrySet().stream()
            .filter(mask -> !mask.getValue().equals(former.get(mask.getKey())))
            .anyMatch(mask -> hides(former.get(mask.getKey()), mask.getValue()));
    return hides
        ? Optional.of(new MaskChange("what was rolled back shows what is masked", true))
        : Optional.empty();
  }

  /**
   * What a table says after a rollback, beside what it said of the version that comes back: where
   * versions that stay behind show more than that one, they must go when the masks are to hold.
   *
   * @param version what the table said of itself then
   */
  static Map<String, String> afterRollback(TableSnapshot table, Map<String, String> version) {
    Map<String, String> seen = masksOf(table);
    for (Map<String, String> told : List.of(table.properties(), version)) {
      String left = told.getOrDefault(TAKEN_BACK, "");
      if (!left.isEmpty()) {
        seen.entrySet().retainAll(masks(left).entrySet());
      }
    }
    boolean more = !seen.entrySet().containsAll(masks(version.getOrDefault(MASKS, "")).entrySet());
    return more ? Map.of(TAKEN_BACK, "&" + join(seen), TableSnapshot.MADE_BY, UNDECIDED) : Map.of();
  }

  /** What a table says of itself when all of its former versions are gone. */
  static Map<String, String> hidden(TableSnapshot table, long run) {
    Map<String, String> properties = new TreeMap<>(Map.of(HIDDEN_BY, Long.toString(run)));
    if (table.properties().containsKey(TAKEN_BACK)) {
      properties.put(TAKEN_BACK, "");
    }
    return properties;
  }

  private static boolean hides(@Nullable String former, @Nullable String next) {
    boolean showedNothing = Mask.NULL.word().equals(former) || Mask.REDACT.word().equals(former);
    return next != null && !showedNothing;
  }

  /**
   * Of the inputs of a table that showed more when the table was made.
   *
   * @param consumed of an input the commit that the table consumed; 0 where it is new to the table,
   *     or where a rollback forgot of what the table was made, which then counts as changed
   */
  static Optional<MaskChange> ofInputs(
      TableName table,
      Collection<TableName> inputs,
      Moment moment,
      ToLongFunction<TableName> consumed) {
    Optional<TableSnapshot> made = moment.find(table);
    if (made.isEmpty()) {
      return Optional.empty();
    }
    return inputs.stream()
        .filter(input -> consumed.applyAsLong(input) > 0 || made.get().madeBy().isEmpty())
        .sorted()
        .flatMap(input -> moment.find(input).stream())
        .filter(input -> hidMore(made.get(), input))
        .map(input -> new MaskChange("masks of " + input.table() + " changed", true))
        .reduce(MaskChange::and);
  }

  private static boolean hidMore(TableSnapshot table, TableSnapshot input) {
    String now = input.properties().getOrDefault(HIDDEN_BY, "");
    return !now.equals(table.properties().getOrDefault(INPUT_HIDDEN_BY + input.table(), ""));
  }

  MaskChange and(MaskChange other) {
    return new MaskChange(reason + ", " + other.reason, hides || other.hides);
  }

  /** The property that keeps what {@link #ofInputs} compares; empty where there is nothing to. */
  static Map<String, String> seen(TableName input, Optional<TableSnapshot> snapshot) {
    return snapshot
        .map(table -> table.properties().get(HIDDEN_BY))
        .map(run -> Map.of(INPUT_HIDDEN_BY + input, run))
        .orElse(Map.of());
  }
}
