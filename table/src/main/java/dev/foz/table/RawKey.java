package dev.foz.table;

import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import java.util.List;
import java.util.Map;

/**
 * The primary key that a raw table's {@code _key} was made by. The records keep the keys they
 * landed with, so it stands in the table's properties and may not change.
 */
public final class RawKey {
  private static final String PROPERTY = "foz.primary-key";

  private RawKey() {}

  /** The property of a new raw table. */
  public static Map<String, String> properties(List<String> primaryKey) {
    return Map.of(PROPERTY, String.join(",", primaryKey));
  }

  /**
   * Refuses a key that is not the one of the records that are there.
   *
   * @throws FozException naming both keys
   */
  public static void check(TableSnapshot raw, List<String> primaryKey) {
    String wanted = String.join(",", primaryKey);
    String landed = raw.properties().getOrDefault(PROPERTY, wanted);
    if (!landed.equals(wanted)) {
      throw Problem.of(
              Code.NOT_BUILT_YET,
              "Cannot change the primary key of "
                  + raw.table()
                  + " from "
                  + shown(landed)
                  + " to "
                  + shown(wanted))
          .because("its records hold keys of the former one, and making them anew is not built yet")
          .remedy("set `primary_key` back, or land the files under another table name")
          .toException();
    }
  }

  private static String shown(String key) {
    return key.isEmpty() ? "none" : "`" + key + "`";
  }
}
