package dev.foz.app.folder;

import dev.foz.app.lake.Memory;
import dev.foz.app.lake.Trial;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.FileGlob;
import dev.foz.base.lake.FileOptions;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeReading;
import dev.foz.base.lake.Naming;
import dev.foz.base.lake.SourceSpec;
import dev.foz.base.lake.SourceTableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of files that a lake does not have yet: tried, and ready to be written into the file of
 * its source.
 *
 * @param told how the files are read, for people
 * @param result of the trial as it would be written
 * @param names what a person should know of the names of columns
 * @param doubt of numbers that can be read in two ways
 * @param file of the source, seen from the lake folder
 * @param added what is written of it
 * @param text of the whole file then
 */
public record NewTable(
    String source,
    String table,
    FoundFiles files,
    String told,
    Trial.Result result,
    KeyGuess key,
    Optional<String> names,
    Optional<String> doubt,
    String file,
    String added,
    String text,
    Optional<String> former) {

  public Optional<String> primaryKey() {
    return key.field();
  }

  /** Fields that may be the primary key, where none is taken. */
  public List<String> proposedKey() {
    return key.proposed();
  }

  /** Why it has the primary key that it has, or none. */
  public String keyReason() {
    return key.reason();
  }

  /** Whether the source's file is there already. */
  public boolean isOfKnownSource() {
    return former.isPresent();
  }

  /**
   * Writes the source's file.
   *
   * @throws FozException where it changed meanwhile, or cannot be written
   */
  public void write(Path lakeFolder) {
    Path path = lakeFolder.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      if (former.isEmpty()) {
        Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
      } else if (Files.readString(path).equals(former.get())) {
        FolderWriter.replace(path, text);
      } else {
        throw Problem.of(Code.FOLDER_NOT_EMPTY, "Cannot write " + file + ": it changed meanwhile")
            .remedy("run the command again")
            .toException();
      }
    } catch (IOException e) {
      throw FolderWriter.failed("Cannot write " + file, e);
    }
  }

  /** Tries files for a lake. */
  public record Maker(Lake lake, Map<String, String> environment, Memory memory, Clock clock) {

    /**
     * @param name {@code source}, or {@code source.table}; taken from the path where it is empty
     * @throws FozException with what is wrong with the name, the files, or both
     */
    public NewTable make(FoundFiles files, Optional<String> name) {
      refuseStorage(files);
      Names names = Names.of(lake, files, name);
      refuseKnown(files, names);
      Trial trial = new Trial(lake.folder(), memory, clock);
      TableGuess first = TableGuess.first(files);
      Trial.Result result = trial(trial, names, first);
      TableGuess guess = first.after(result);
      if (!guess.header()) {
        result = trial(trial, names, guess);
      }
      if (files.format() == FileOptions.Format.CSV) {
        TableGuess withPoint = guess;
        guess =
            guess.with(
                DecimalGuess.of(
                    result,
                    guess.separator(),
                    decimal -> trial(trial, names, withPoint.with(decimal))));
        result = guess.decimal().isComma() ? trial(trial, names, guess) : result;
      }
      KeyGuess key = KeyGuess.of(result, names.table());
      TableGuess last = guess.with(key);
      if (key.field().isPresent()) {
        result = trial(trial, names, last);
      }
      return checked(names, files, last, result, key);
    }

    private Trial.Result trial(Trial trial, Names names, TableGuess guess) {
      List<String> lines = new java.util.ArrayList<>(guess.yaml(guess.files().absolute()));
      lines.add("quiet_period: 0s");
      Trial.Result result = trial.of(names.source(), SourceText.bare(names.table(), lines));
      if (result.records() == 0) {
        throw result.problems().isEmpty()
            ? cannot(guess.files(), "there is no record in it")
                .remedy("name files with records, so that their columns can be told")
                .toException()
            : new FozException(result.problems());
      }
      if (result.columns().isEmpty()) {
        throw cannot(guess.files(), "none of the first records can be read")
            .because("the first one: " + result.reason().orElse("it is no record"))
            .remedy("look at the file: is it what its name says?")
            .toException();
      }
      return result;
    }

    private static Problem cannot(FoundFiles files, String reason) {
      return Problem.of(Code.SOURCE_FORMAT_UNKNOWN, "Cannot add " + files.path() + ": " + reason);
    }

    private void refuseStorage(FoundFiles files) {
      if (files.files().stream().anyMatch(file -> file.path().startsWith(lake.storage()))) {
        throw Problem.of(
                Code.COMMAND_USAGE,
                "Cannot add " + files.path() + ": it lies in the storage of the lake")
            .remedy("name a folder outside of it")
            .toException();
      }
    }

    private void refuseKnown(FoundFiles files, Names names) {
      FileGlob glob = FileGlob.parse(lake.folder(), files.path());
      for (SourceSpec source : lake.sources()) {
        for (SourceTableSpec table : source.tables()) {
          String known = "sources/" + source.name() + ".yaml";
          if (table.file().path().equals(glob)) {
            throw Problem.of(
                    Code.COMMAND_USAGE,
                    "Cannot add "
                        + files.path()
                        + ": "
                        + known
                        + " has it as `"
                        + table.name()
                        + "`")
                .remedy("foz run loads it; foz show " + table.rawTable() + " tells about it")
                .toException();
          }
          if (source.name().equals(names.source()) && table.name().equals(names.table())) {
            throw Problem.of(
                    Code.COMMAND_USAGE,
                    "Cannot add "
                        + files.path()
                        + ": "
                        + known
                        + " has a table `"
                        + table.name()
                        + "`")
                .remedy("give it another name: foz add file PATH " + source.name() + ".NAME")
                .toException();
          }
        }
      }
    }

    private NewTable checked(
        Names names, FoundFiles files, TableGuess guess, Trial.Result result, KeyGuess key) {
      String file = "sources/" + names.source() + ".yaml";
      List<String> lines = guess.yaml(files.path());
      Optional<String> former = former(names, file);
      String text =
          former
              .map(
                  old ->
                      SourceText.with(old, names.table(), lines)
                          .orElseThrow(() -> byHand(file, names, lines)))
              .orElseGet(() -> SourceText.of(names.table(), lines));
      LakeReading reading = FolderCheck.with(lake.folder(), environment, file, text);
      boolean there =
          reading.lake().stream()
              .flatMap(changed -> changed.sources().stream())
              .flatMap(source -> source.tables().stream())
              .anyMatch(table -> table.rawTable().equals(names.raw()));
      if (!reading.problems().isEmpty()) {
        throw new FozException(reading.problems());
      }
      if (!there) {
        throw byHand(file, names, lines);
      }
      String added =
          former.isPresent() ? entry(names, lines) : SourceText.bare(names.table(), lines);
      return new NewTable(
          names.source(),
          names.table(),
          files,
          guess.told(result),
          result,
          key,
          guess.headerTold(result),
          guess.decimal().doubt(),
          file,
          added,
          text,
          former);
    }

    private static String entry(Names names, List<String> lines) {
      return SourceText.bare(names.table(), lines).substring("type: file\n".length());
    }

    private Optional<String> former(Names names, String file) {
      Optional<SourceSpec> source =
          lake.sources().stream().filter(one -> one.name().equals(names.source())).findFirst();
      if (source.flatMap(SourceSpec::url).isPresent()) {
        throw Problem.of(
                Code.COMMAND_USAGE,
                "Cannot add a table to " + file + ": its paths are seen from its `url`")
            .remedy("name another source: foz add file PATH NAME")
            .toException();
      }
      try {
        return source.isPresent()
            ? Optional.of(Files.readString(lake.folder().resolve(file)))
            : Optional.empty();
      } catch (IOException e) {
        throw FolderWriter.failed("Cannot read " + file, e);
      }
    }

    private static FozException byHand(String file, Names names, List<String> lines) {
      List<String> set = lines.stream().filter(line -> !line.startsWith("#")).toList();
      return Problem.of(
              Code.COMMAND_USAGE,
              "Cannot add a table to " + file + ": its `tables` are written on one line")
          .because("Foz adds lines, and changes none of yours")
          .remedy("write it by hand: " + names.table() + ": { " + String.join(", ", set) + " }")
          .toException();
    }
  }

  /** The names that a table gets. */
  private record Names(String source, String table) {
    static Names of(Lake lake, FoundFiles files, Optional<String> wanted) {
      String table = Naming.suggest(lastName(files));
      if (wanted.isEmpty()) {
        return new Names(Naming.suggest(folderName(lake, files).orElse(lake.name())), table);
      }
      String[] parts = wanted.get().split("\\.", 2);
      Names names = new Names(parts[0], parts.length == 2 ? parts[1] : table);
      for (String part : List.of(names.source(), names.table())) {
        if (!TableName.isValidPart(part)) {
          throw Problem.of(Code.BAD_NAME, "`" + part + "` cannot name a source or a table")
              .because("a name is lower case letters, digits and underscores, first a letter")
              .remedy("call it `" + Naming.suggest(part) + "`")
              .toException();
        }
      }
      return names;
    }

    TableName raw() {
      return new TableName(dev.foz.base.Layer.RAW, source + "_" + table);
    }

    /** Of a file its own, without endings; of several files that of their folder. */
    private static String lastName(FoundFiles files) {
      String name = String.valueOf(files.place().getFileName());
      return Files.isDirectory(files.place()) ? name : stem(name);
    }

    private static String stem(String name) {
      return name.replaceFirst("(?i)\\.(gz|zst)$", "").replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    /** Of the folder around that, unless it is the lake folder, the root, or around the lake. */
    private static Optional<String> folderName(Lake lake, FoundFiles files) {
      return Optional.ofNullable(files.place().getParent())
          .filter(folder -> !lake.folder().startsWith(folder))
          .flatMap(folder -> Optional.ofNullable(folder.getFileName()))
          .map(Path::toString);
    }
  }
}
