package dev.foz.contract;

import java.util.List;
import java.util.Optional;

/**
 * How a contract differs from a former one of the same table.
 *
 * @param renames columns that have another name now
 * @param rebuild why rows that the former made must be made again from the records, in words that
 *     go behind <em>rebuilt:</em>; types of columns are not looked at
 */
public record ContractChange(List<Rename> renames, Optional<String> rebuild) {
  public ContractChange {
    renames = List.copyOf(renames);
  }

  /**
   * A column with a new name.
   *
   * @param path of its former name, through structs; elements of lists are called {@code element}
   */
  public record Rename(List<String> path, String to) {
    public Rename {
      path = List.copyOf(path);
    }
  }
}
