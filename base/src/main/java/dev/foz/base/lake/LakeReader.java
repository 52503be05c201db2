package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Layer;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a lake folder. Only reads, and only the files of the folder: no source is asked and no
 * storage opened.
 */
public final class LakeReader {
  private static final String SOURCES = "sources";
  private static final String MODELS = "models";

  /** So many models are worth a second thread. */
  private static final int MANY = 16;

  /** What the design puts beside sources, schemas and models. */
  private static final List<String> LATER = List.of("access.yaml", "dashboards", "exports");

  private final Path folder;
  private final Variables variables;
  private final Problems problems;
  private final Names names;
  private final LakeFolder files;

  private LakeReader(Path folder, Map<String, String> environment, Problems problems) {
    this.folder = folder;
    this.problems = problems;
    this.names = new Names(problems);
    this.files = new LakeFolder(folder, problems);
    this.variables = new Variables(environment, EnvFile.read(folder, problems));
  }

  /**
   * Reads the whole folder and gathers all mistakes of all files. Never throws for what a user did;
   * values of variables stand in no problem. May be called from any thread.
   *
   * @param environment the variables that {@code ${NAME}} means, before those of {@code .env}
   */
  public static LakeReading read(Path folder, Map<String, String> environment) {
    Path absolute = folder.toAbsolutePath().normalize();
    if (!Files.exists(absolute.resolve(LakeYaml.FILE))) {
      return new LakeReading(Optional.empty(), List.of(noLake(absolute)), Optional.empty());
    }
    Problems problems = new Problems();
    Lake lake = new LakeReader(absolute, environment, problems).read();
    List<Problem> found = problems.sorted();
    return found.isEmpty()
        ? new LakeReading(Optional.of(lake), found, Optional.empty())
        : new LakeReading(Optional.empty(), found, Optional.of(lake));
  }

  private static Problem noLake(Path folder) {
    return Problem.of(Code.NO_LAKE_HERE, "no lake.yaml in " + folder)
        .remedy("go into a lake folder or name one with --lake DIR; foz init makes one");
  }

  private Lake read() {
    LakeYaml lake = readLakeYaml();
    Schemas schemas = new SchemaFolder(folder, files, names, problems).read();
    List<SourceSpec> sources = readSources(lake, schemas);
    List<ModelSpec> models = readModels(lake.freshness());
    files.reportLater(LATER);
    return new Lake(
        folder,
        lake.name(),
        lake.storage(),
        lake.stateFile(),
        lake.engine(),
        lake.timezone(),
        sources,
        schemas.specs(),
        models);
  }

  private LakeYaml readLakeYaml() {
    Optional<LakeFile> file = LakeFile.read(folder, folder.resolve(LakeYaml.FILE), problems);
    Problems local = new Problems();
    Optional<YamlNode> root = file.flatMap(text -> YamlComposer.compose(text, variables, local));
    boolean unreadable = file.isEmpty() || (root.isEmpty() && !local.isEmpty());
    problems.addAll(local);
    return unreadable ? LakeYaml.defaults(folder) : LakeYaml.read(folder, root, names, problems);
  }

  private List<SourceSpec> readSources(LakeYaml lake, Schemas schemas) {
    SourceYaml reader =
        new SourceYaml(
            folder, lake.storage(), lake.reactions(), lake.freshness(), schemas, names, problems);
    List<SourceSpec> sources = new ArrayList<>();
    for (Path path : files.withExtension(folder.resolve(SOURCES), "yaml")) {
      Optional<LakeFile> file = LakeFile.read(folder, path, problems);
      file.flatMap(text -> readSource(reader, path, text)).ifPresent(sources::add);
    }
    return sources;
  }

  private Optional<SourceSpec> readSource(SourceYaml reader, Path path, LakeFile file) {
    Problems local = new Problems();
    Optional<YamlNode> root = YamlComposer.compose(file, variables, local);
    problems.addAll(local);
    boolean unreadable = root.isEmpty() && !local.isEmpty();
    return unreadable ? Optional.empty() : reader.read(LakeFolder.stem(path), file, root);
  }

  private List<ModelSpec> readModels(Freshness freshness) {
    List<ModelPath> paths =
        files.layers(folder.resolve(MODELS)).stream().flatMap(this::modelsOf).toList();
    Stream<ModelPath> each = paths.size() < MANY ? paths.stream() : paths.parallelStream();
    List<ModelReading> readings = each.map(path -> readModel(path, freshness)).toList();
    List<ModelSpec> models = new ArrayList<>();
    for (ModelReading reading : readings) {
      reading.take(names);
      problems.addAll(reading.problems());
      reading.model().ifPresent(models::add);
    }
    return models;
  }

  private Stream<ModelPath> modelsOf(Path layerFolder) {
    Layer layer = Layer.find(layerFolder.getFileName().toString()).orElseThrow();
    return files.withExtension(layerFolder, "sql").stream().map(file -> new ModelPath(layer, file));
  }

  private ModelReading readModel(ModelPath model, Freshness freshness) {
    Problems local = new Problems();
    ModelFile reader = new ModelFile(variables, freshness, local);
    Optional<LakeFile> file = LakeFile.read(folder, model.path(), local);
    return new ModelReading(
        model,
        file.map(LakeFile::name),
        file.flatMap(text -> reader.read(model.layer(), model.name(), model.path(), text)),
        local);
  }

  private record ModelPath(Layer layer, Path path) {
    String name() {
      return LakeFolder.stem(path);
    }
  }

  /** What one file of a model gave, whichever thread read it. */
  private record ModelReading(
      ModelPath path, Optional<String> file, Optional<ModelSpec> model, Problems problems) {
    void take(Names names) {
      String table = path.layer().label() + "." + path.name();
      file.ifPresent(name -> names.take(table, "model `" + name + "`", Place.of(name)));
    }
  }
}
