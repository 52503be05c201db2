package dev.foz.app.docs;

import dev.foz.app.docs.Page.Block;
import dev.foz.app.docs.Page.Mark;
import dev.foz.app.docs.PageLake.Answer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what a page says, block by block, in a folder of its own.
 *
 * <ul>
 *   <li>A block that names its file in its first line, or has the mark {@code file}, is written.
 *   <li>One whose lines begin with {@code $ foz} is typed, and what is shown must be printed.
 *   <li>One whose lines begin with {@code foz} is typed, and each command must end well.
 *   <li>SQL without a file's name is queried.
 *   <li>With the mark {@code output} it must be what the last command printed.
 *   <li>Everything else must be marked {@code not run}, with the reason.
 * </ul>
 */
final class PageRun {
  private static final Pattern FILE =
      Pattern.compile(
          "^(?:#|--|/\\* ---\\s+--|\\s*\"\\$comment\":) \"?((?:[\\w-]+/)*[\\w-]*\\.(?:yaml|sql|json|avsc|csv|env))"
              + "(?:\"?,?|\\s+->.*)$");

  private final Page page;
  private final PageLake lake;
  private final boolean update;
  private final Map<Block, List<String>> updates = new LinkedHashMap<>();
  private final List<String> notRun = new ArrayList<>();
  private String answers = "";
  private Answer last = new Answer(0, "");

  PageRun(Page page, Path folder, boolean update) {
    this.page = page;
    this.lake = new PageLake(folder);
    this.update = update;
  }

  /** Returns the reasons of the blocks that are not run. */
  List<String> run() {
    try {
      page.blocks().forEach(this::run);
      check();
    } finally {
      if (!updates.isEmpty()) {
        page.rewrite(updates);
      }
    }
    return List.copyOf(notRun);
  }

  private void run(Block block) {
    try {
      block.marks().forEach(this::prepare);
      Optional<Mark> skipped =
          block.marks().stream()
              .filter(mark -> mark.word().equals("not run") || mark.word().equals("drawn"))
              .findFirst();
      if (skipped.isPresent()) {
        require(!skipped.get().value().isBlank(), "says no reason");
        if (skipped.get().word().equals("not run")) {
          notRun.add(skipped.get().value());
        }
      } else if (!block.lines().isEmpty()) {
        answers = value(block, "answers").map(answer -> answer + "\n").orElse("");
        execute(block);
        answers = "";
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(page + ":" + block.line() + ": " + e.getMessage(), e);
    }
  }

  private void prepare(Mark mark) {
    switch (mark.word()) {
      case "lake" -> {
        check();
        lake.write("../" + mark.value() + "/lake.yaml", "name: " + mark.value() + "\n");
        lake.enter("../" + mark.value());
      }
      case "prepare" -> lake.prepare(mark.value());
      case "hidden" -> type(mark.value(), 0);
      default -> {}
    }
  }

  /** What a page leaves behind is a lake without mistakes. */
  private void check() {
    if (lake.has("lake.yaml")) {
      type("foz check", 0);
    }
  }

  private void execute(Block block) {
    Optional<String> named = value(block, "file");
    Matcher file = FILE.matcher(block.lines().getFirst());
    int exit = value(block, "exit").map(Integer::parseInt).orElse(0);
    String first = block.lines().getFirst();
    if (named.isPresent()) {
      String[] words = named.get().split(" ", -1);
      Charset charset = words.length > 1 ? Charset.forName(words[1]) : StandardCharsets.UTF_8;
      lake.write(words[0], block.text(), charset);
    } else if (file.find() || (file = FILE.matcher(second(block))).find()) {
      lake.write(file.group(1), block.text());
    } else if (block.has("output")) {
      require(
          Told.shows(block.text(), last.text()),
          "shows something else than is printed:\n" + last.text());
    } else if (block.language().equals("sql")) {
      last = lake.foz(List.of("sql", block.text()), answers);
      require(last.exit() == exit, "ends with " + last.exit() + "\n" + last.text());
    } else if (first.startsWith("$ ")) {
      session(block, exit);
    } else if (first.startsWith("foz ") || first.startsWith("./foz ") || first.startsWith("cd ")) {
      commands(block).forEach(command -> type(command, exit));
    } else {
      throw new AssertionError(
          "is neither a file nor anything to run; mark it `<!-- not run: why -->`");
    }
  }

  private static String second(Block block) {
    return block.lines().size() > 1 ? block.lines().get(1) : "";
  }

  private static Optional<String> value(Block block, String word) {
    return block.marks().stream()
        .filter(mark -> mark.word().equals(word))
        .map(Mark::value)
        .findFirst();
  }

  private static List<String> commands(Block block) {
    List<String> commands = new ArrayList<>();
    String command = "";
    for (String line : block.lines()) {
      command += command.isEmpty() || line.isEmpty() ? line : "\n" + line;
      if (!Typed.goesOn(command)) {
        commands.add(command);
        command = "";
      }
    }
    require(command.isEmpty(), "a quote is not closed: " + command);
    return commands;
  }

  private void type(String command, int exit) {
    List<String> words = Typed.words(command);
    if (words.isEmpty()) {
      return;
    }
    if (words.getFirst().equals("cd")) {
      lake.enter(words.get(1));
      return;
    }
    require(words.getFirst().matches("(\\./)?foz"), "only `foz` and `cd` can be run: " + command);
    last = lake.foz(words.subList(1, words.size()), answers);
    require(
        last.exit() == exit, command + " ends with " + last.exit() + " and says\n" + last.text());
  }

  /** Commands, each with what it prints below it. */
  private void session(Block block, int exit) {
    List<String> shown = new ArrayList<>();
    boolean differs = false;
    int i = 0;
    while (i < block.lines().size()) {
      StringBuilder command = new StringBuilder(block.lines().get(i).substring(2));
      shown.add(block.lines().get(i++));
      while (Typed.goesOn(command.toString())) {
        shown.add(block.lines().get(i));
        command.append('\n').append(block.lines().get(i++));
      }
      int end = i;
      while (end < block.lines().size() && !block.lines().get(end).startsWith("$ ")) {
        end++;
      }
      List<String> expected = block.lines().subList(i, end);
      i = end;
      type(command.toString(), i == block.lines().size() ? exit : 0);
      boolean same =
          command.toString().startsWith("cd ")
              || Told.shows(String.join("\n", expected), last.text());
      require(
          same || (update && !Told.isShortened(expected)),
          command + " prints something else than is shown:\n" + last.text());
      differs |= !same;
      shown.addAll(same ? expected : last.text().stripTrailing().lines().toList());
    }
    if (differs) {
      updates.put(block, shown);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }
}
