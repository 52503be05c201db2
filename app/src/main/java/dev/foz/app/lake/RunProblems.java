package dev.foz.app.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.MaskSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The problems of runs in full; the state database keeps the first line of each only. One file a
 * run that had any, {@code _logs/run-42.jsonl} in the lake's storage, a line a task. The files of
 * the last {@value #MOST_FILES} such runs are kept, of one run the first {@value #MOST_BYTES}
 * bytes. A problem may show values of rows, so all are forgotten when the masks of the lake change:
 * {@code _logs/masks} has those under which they were told. Thread-safe for runs that differ.
 */
public final class RunProblems {
  private static final int MOST_FILES = 200;
  private static final long MOST_BYTES = 8 << 20;
  private static final String BEGIN = "run-";
  private static final String END = ".jsonl";

  private final Path folder;
  private final String masks;

  public RunProblems(Lake lake) {
    this.folder = lake.storage().resolve("_logs");
    this.masks = masks(lake);
  }

  private static String masks(Lake lake) {
    Stream<String> ofSources =
        lake.sources().stream()
            .flatMap(source -> source.tables().stream())
            .flatMap(table -> masks(table.curatedTable(), table.masks()));
    Stream<String> ofModels =
        lake.models().stream().flatMap(model -> masks(model.table(), model.masks()));
    return Stream.concat(ofSources, ofModels)
        .sorted()
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static Stream<String> masks(TableName table, List<MaskSpec> masks) {
    return masks.stream().map(mask -> table + "." + mask.column() + " " + mask.mask());
  }

  /**
   * To be called before a run: what was told under other masks than now is gone afterwards.
   *
   * @throws dev.foz.base.FozException where it cannot be deleted, as then it could still be read
   */
  public void forgetWhatMasksHide() {
    Path told = folder.resolve("masks");
    try {
      if (Files.isDirectory(folder) && !masks.equals(textOf(told))) {
        forgetBut(0);
        Files.writeString(told, masks, StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw Problem.of(Code.STORAGE_FAILED, "Cannot delete what earlier runs told in " + folder)
          .because("it may show values that masks hide by now: " + e)
          .remedy("let this user delete the files there")
          .toException(e);
    }
  }

  private static String textOf(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  /**
   * Keeps the problems of one task. What cannot be kept is not: the run itself says so elsewhere.
   *
   * @param problems as {@code --json} shows them
   */
  public void keep(long run, String kind, String subject, List<Map<String, Object>> problems) {
    Path file = file(run);
    try {
      if (!Files.exists(file)) {
        if (!Files.isDirectory(folder)) {
          Files.createDirectories(folder);
          Files.writeString(folder.resolve("masks"), masks, StandardCharsets.UTF_8);
        }
        forgetBut(MOST_FILES - 1);
      } else if (Files.size(file) > MOST_BYTES) {
        return;
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("kind", kind);
      line.put("subject", subject);
      line.put("problems", problems);
      Files.writeString(
          file,
          Values.json(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A full disk must not make a run fail that has failed already.
      return;
    }
  }

  private void forgetBut(int newest) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> number(file) >= 0).toList();
    }
    List<Path> newestFirst =
        files.stream().sorted(Comparator.comparingLong(RunProblems::number).reversed()).toList();
    for (Path old : newestFirst.stream().skip(newest).toList()) {
      Files.deleteIfExists(old);
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    if (!name.startsWith(BEGIN) || !name.endsWith(END)) {
      return -1;
    }
    try {
      return Long.parseLong(name.substring(BEGIN.length(), name.length() - END.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private Path file(long run) {
    return folder.resolve(BEGIN + run + END);
  }

  /** The problems that were kept, by {@code kind subject}; none where the run had none. */
  public Map<String, List<Map<String, Object>>> load(long run) {
    Map<String, List<Map<String, Object>>> found = new LinkedHashMap<>();
    ObjectReader reader = new ObjectMapper().readerFor(Line.class);
    for (String text : lines(run)) {
      try {
        Line line = reader.readValue(text);
        found
            .computeIfAbsent(line.kind + " " + line.subject, k -> new ArrayList<>())
            .addAll(line.problems);
      } catch (JsonProcessingException e) {
        // The process died while it wrote: what is whole is shown.
        return found;
      }
    }
    return found;
  }

  private List<String> lines(long run) {
    try {
      return Files.readAllLines(file(run), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      // Broken characters and the like: the state database still has the first lines.
      return List.of();
    }
  }

  /** One task. */
  private record Line(String kind, String subject, List<Map<String, Object>> problems) {}
}
