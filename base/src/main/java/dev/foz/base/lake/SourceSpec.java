package dev.foz.base.lake;

import dev.foz.base.Place;
import java.util.List;
import java.util.Optional;

/**
 * One file of {@code sources/}.
 *
 * @param name the file's name without {@code .yaml}
 * @param type {@code file}, the only one yet
 * @param url as written, variables filled in (so it may hold a secret: never print it)
 * @param tables in the order of the file, at least one
 * @param place of {@code type}
 */
public record SourceSpec(
    String name,
    String type,
    Optional<String> url,
    Schedule schedule,
    List<SourceTableSpec> tables,
    Place place) {
  public SourceSpec {
    tables = List.copyOf(tables);
  }
}
