package dev.foz.engine;

import dev.foz.contract.Contract;
import java.nio.file.Path;
import java.util.List;

/**
 * Raw files, or quarantine files, to be read as one table.
 *
 * @param files finished Avro files of the table
 * @param contract the one that {@code data} is decoded with. It must be at least as wide as the
 *     ones that the files' records were landed with: the table's current one, which joins them.
 */
public record RawInput(List<Path> files, Contract contract) {
  public RawInput {
    files = List.copyOf(files);
  }
}
