package dev.foz.app.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * One command as help tells it.
 *
 * @param path its words without the program: {@code quarantine list}; empty for the program itself
 * @param synopsis how it is typed
 * @param about paragraphs
 */
public record CommandPage(
    String path,
    String synopsis,
    List<String> about,
    List<Option> options,
    List<Argument> arguments,
    List<CommandPage> commands) {
  public CommandPage {
    about = List.copyOf(about);
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    commands = List.copyOf(commands);
  }

  /**
   * @param names {@code -y}, {@code --yes}
   * @param value what stands behind it; empty where nothing does
   */
  public record Option(List<String> names, String value, String about) {}

  /** Something that is typed without a name. */
  public record Argument(String label, String about) {
    Values values() {
      return Values.of(label);
    }
  }

  /** What can be typed somewhere. */
  enum Values {
    TABLES,
    FOLDERS,
    FILES,
    FORMATS,
    SHELLS,
    COMMANDS,
    FREE;

    static Values of(String label) {
      String word = label.toUpperCase(Locale.ROOT);
      if (word.startsWith("TABLE") || word.equals("SELECT")) {
        return TABLES;
      }
      return switch (word) {
        case "DIR" -> FOLDERS;
        case "FILE", "PATH" -> FILES;
        case "FORMAT" -> FORMATS;
        case "SHELL" -> SHELLS;
        case "COMMAND" -> COMMANDS;
        default -> FREE;
      };
    }
  }

  /** The page of a command and of those below it; hidden ones are left out. */
  public static CommandPage of(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName();
    int blank = name.indexOf(' ');
    return new CommandPage(
        blank < 0 ? "" : name.substring(blank + 1),
        command.getHelp().synopsis(0).replaceAll("\\s+", " ").strip(),
        about(spec.usageMessage()),
        spec.options().stream().filter(option -> !option.hidden()).map(CommandPage::of).toList(),
        spec.positionalParameters().stream()
            .filter(argument -> !argument.hidden())
            .map(argument -> new Argument(argument.paramLabel(), words(argument)))
            .toList(),
        command.getSubcommands().values().stream()
            .distinct()
            .filter(child -> !child.getCommandSpec().usageMessage().hidden())
            .map(CommandPage::of)
            .toList());
  }

  /** The library's own command has its sentence in the header. */
  private static List<String> about(UsageMessageSpec usage) {
    return paragraphs(usage.header().length > 0 ? usage.header() : usage.description());
  }

  private static Option of(OptionSpec option) {
    String value = option.arity().max() == 0 ? "" : option.paramLabel();
    return new Option(List.of(option.names()), value, words(option));
  }

  private static String words(ArgSpec spec) {
    return String.join(" ", spec.description()).strip();
  }

  /** Lines that follow each other are one paragraph; those that begin with a blank stay alone. */
  public static List<String> paragraphs(String[] lines) {
    List<String> paragraphs = new ArrayList<>();
    boolean open = false;
    for (String line : lines) {
      boolean whole = line.isBlank() || line.startsWith(" ");
      if (open && !whole) {
        paragraphs.set(paragraphs.size() - 1, paragraphs.getLast() + " " + line);
      } else {
        paragraphs.add(line);
      }
      open = !whole;
    }
    return paragraphs;
  }

  /** This command and all below it. */
  Stream<CommandPage> all() {
    return Stream.concat(Stream.of(this), commands.stream().flatMap(CommandPage::all));
  }

  /** The last word of the path. */
  public String word() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  /** The first paragraph that says something, without a full stop. */
  public String brief() {
    String first = about.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    int end = first.indexOf(". ");
    String sentence = end < 0 ? first : first.substring(0, end);
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  /** What may stand where an argument is expected. */
  Values argument() {
    return arguments.isEmpty() ? Values.FREE : arguments.getFirst().values();
  }
}
