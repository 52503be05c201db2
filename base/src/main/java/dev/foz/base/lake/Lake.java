package dev.foz.base.lake;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A lake folder without mistakes. All paths are absolute and normalised; none was looked at on disk
 * but the folder itself.
 *
 * @param storage the folder of the tables' files; never the lake folder itself
 * @param stateFile the SQLite file of the state database
 * @param timezone of schedules and of the days that people see; UTC unless the lake says otherwise
 * @param sources by name
 * @param schemas the contracts by name
 * @param models by layer, then name
 */
public record Lake(
    Path folder,
    String name,
    Path storage,
    Path stateFile,
    EngineKind engine,
    ZoneId timezone,
    List<SourceSpec> sources,
    List<SchemaSpec> schemas,
    List<ModelSpec> models) {
  public Lake {
    sources = List.copyOf(sources);
    schemas = List.copyOf(schemas);
    models = List.copyOf(models);
  }

  /** The contract of this name. */
  public Optional<SchemaSpec> schema(String name) {
    return schemas.stream().filter(schema -> schema.name().equals(name)).findFirst();
  }
}
