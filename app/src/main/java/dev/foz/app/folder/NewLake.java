package dev.foz.app.folder;

import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.lake.EditorSchemas;
import dev.foz.base.lake.Naming;
import dev.foz.demo.DemoLake;
import dev.foz.demo.DemoOptions;
import dev.foz.transform.MaskKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes lake folders. What lies in the folder already is left alone: where a file of the new lake
 * has its name, nothing is written at all.
 */
public final class NewLake {
  private static final String LAKE = "lake.yaml";
  private static final String SCHEMA_WHY = "lets editors complete and check the YAML files";

  private static final List<String> ORDER =
      List.of(LAKE, "sources", "schemas", "models", "entrada");

  private final Path folder;

  /**
   * @param folder may be missing
   */
  public NewLake(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Whether the folder is a lake already. */
  public boolean exists() {
    return Files.exists(folder.resolve(LAKE));
  }

  /** A lake with nothing in it yet; returns what was written, as people should read it. */
  public List<NewFile> empty() {
    return write(Example.EMPTY);
  }

  /** A small shop with its files. */
  public List<NewFile> shop() {
    return write(Example.LOJA);
  }

  /** The lake of {@code foz demo}: invented electronic invoices. The folder must be empty. */
  public List<NewFile> invoices(DemoOptions options) {
    refuseInside();
    DemoLake.create(folder, options);
    List<NewFile> written = new ArrayList<>(demoFiles());
    FolderWriter writer = new FolderWriter(folder);
    for (NewFile file : written) {
      leadEditors(writer, file.path());
    }
    written.addAll(own(writer));
    return written;
  }

  /** Writes the schemas for editors anew; returns those that were not up to date. */
  public List<NewFile> schemas() {
    FolderWriter writer = new FolderWriter(folder);
    List<NewFile> changed =
        editorSchemas().stream().filter(file -> !writer.has(file.path(), file.text())).toList();
    writer.write(changed);
    return changed;
  }

  private List<NewFile> write(Example example) {
    refuseLake();
    refuseInside();
    List<NewFile> files = new ArrayList<>();
    files.add(
        NewFile.of(".gitignore", "keeps data and passwords out of git", carried("gitignore")));
    files.add(NewFile.of(".env", "variables for ${NAME}; not for git", carried("env")));
    files.addAll(example.files(Naming.suggest(name())));
    FolderWriter writer = new FolderWriter(folder);
    writer.refuseClashes(files);
    List<NewFile> own = own(writer);
    writer.write(files);
    if (example == Example.EMPTY) {
      writer.makeFolders(List.of("models/curated", "models/refined"));
    }
    List<NewFile> written = new ArrayList<>(files.reversed());
    // As people read a lake: itself first, its input after what says what becomes of it.
    written.sort(Comparator.comparingInt(file -> rank(file.path())));
    written.addAll(own);
    return written;
  }

  private static int rank(String path) {
    int slash = path.indexOf('/');
    int rank = ORDER.indexOf(slash < 0 ? path : path.substring(0, slash));
    return rank < 0 ? ORDER.size() : rank;
  }

  private static String carried(String name) {
    return Carried.text("empty/" + name);
  }

  private String name() {
    Path last = folder.getFileName();
    return last == null ? "lake" : last.toString();
  }

  /** What Foz writes for itself: schemas, and the key for masks where no table can have another. */
  private List<NewFile> own(FolderWriter writer) {
    List<NewFile> own = new ArrayList<>();
    List<NewFile> schemas = editorSchemas();
    NewFile ignore =
        new NewFile(
            MaskKeys.IGNORE_FILE, "keeps keys out of git", MaskKeys.IGNORE, NewFile.Kind.OWN);
    writer.write(Stream.concat(Stream.of(ignore), schemas.stream()).toList());
    own.add(new NewFile(EditorSchemas.FOLDER + "/", SCHEMA_WHY, "", NewFile.Kind.OWN));
    if (!Files.exists(folder.resolve("data"))) {
      MaskKeys.make(folder);
      String why = "the key of masks: never in git; keep a copy";
      own.add(new NewFile(MaskKeys.FILE, why, "", NewFile.Kind.OWN));
    }
    return own;
  }

  private static List<NewFile> editorSchemas() {
    return EditorSchemas.all().entrySet().stream()
        .map(file -> new NewFile(file.getKey(), SCHEMA_WHY, file.getValue(), NewFile.Kind.OWN))
        .toList();
  }

  private void refuseLake() {
    if (exists()) {
      throw Problem.of(Code.FOLDER_NOT_EMPTY, "Cannot make a lake in " + folder + ": it is one")
          .remedy("foz add file PATH adds files to it; foz init --schemas renews editors' schemas")
          .toException();
    }
  }

  private void refuseInside() {
    Optional<Path> outer = outer(folder.getParent());
    if (outer.isPresent()) {
      throw Problem.of(
              Code.FOLDER_NOT_EMPTY,
              "Cannot make a lake in " + folder + ": it lies in the lake " + outer.get())
          .remedy("name a folder outside of it")
          .toException();
    }
  }

  private static Optional<Path> outer(@org.jspecify.annotations.Nullable Path start) {
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(LAKE)) && Files.isDirectory(at.resolve("sources"))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The files that the demo wrote, and its input as one. */
  private List<NewFile> demoFiles() {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> files =
          paths
              .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
      List<NewFile> told = new ArrayList<>();
      for (Path file : files) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (!path.startsWith("entrada/")) {
          told.add(NewFile.of(path, demoWhy(path), ""));
        }
      }
      told.add(NewFile.of("entrada/", files.size() - told.size() + " files with invoices", ""));
      return told;
    } catch (IOException e) {
      throw FolderWriter.failed("Cannot read " + folder, e);
    }
  }

  private static String demoWhy(String path) {
    int slash = path.indexOf('/');
    return switch (slash < 0 ? path : path.substring(0, slash)) {
      case LAKE -> "the lake itself: its name and defaults";
      case "sources" -> "where the records come from";
      case "schemas" -> "what records must be";
      case "models" -> "SQL that makes " + path.substring(7).replace('/', '.').replace(".sql", "");
      case ".gitignore" -> "keeps data and passwords out of git";
      default -> "part of the demo";
    };
  }

  private static void leadEditors(FolderWriter writer, String path) {
    if (path.equals(LAKE)) {
      writer.prepend(path, EditorSchemas.lakeLine());
    } else if (path.startsWith("sources/") && path.endsWith(".yaml")) {
      writer.prepend(path, EditorSchemas.sourceLine());
    }
  }
}
