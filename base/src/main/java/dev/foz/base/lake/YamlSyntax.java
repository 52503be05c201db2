package dev.foz.base.lake;

import dev.foz.base.Code;
import dev.foz.base.Place;
import dev.foz.base.Problem;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Tells what the YAML library found, in words and with a place. */
final class YamlSyntax {
  static final String TAB = "a tab stands where blanks must";

  private static final String CANNOT = "Cannot read this YAML: ";

  private YamlSyntax() {}

  static Problem problem(LakeFile file, String yaml, YamlEngineException error) {
    return switch (error) {
      case MarkedYamlEngineException marked -> marked(file, marked);
      case ReaderException unprintable -> unprintable(file, yaml, unprintable);
      default -> Problem.of(Code.YAML_SYNTAX, "this is not YAML 1.2").at(Place.of(file.name()));
    };
  }

  private static Problem marked(LakeFile file, MarkedYamlEngineException error) {
    String context = Optional.ofNullable(error.getContext()).orElse("");
    String reason = Optional.ofNullable(error.getProblem()).orElse("it is not YAML 1.2");
    Place place =
        error
            .getProblemMark()
            .map(mark -> file.placeOfPoints(mark.getLine() + 1, mark.getColumn() + 1, 1))
            .orElse(Place.of(file.name()));
    if (reason.contains("TAB")) {
      return told(TAB, place).remedy("indent with blanks");
    }
    if (context.contains("alias")) {
      return told("`*` begins an alias here", place).remedy("put the value in quotes");
    }
    if (reason.contains("mapping values are not allowed")) {
      return told("no key may begin here", place)
          .remedy("put a value with `: ` in it in quotes, or mind the indentation");
    }
    return unfinished(told(reason, place), context, error.getContextMark());
  }

  private static Problem unfinished(Problem problem, String context, Optional<Mark> begin) {
    String what = context.contains("flow sequence") ? "[" : context.contains("flow map") ? "{" : "";
    return begin
        .filter(mark -> !what.isEmpty())
        .map(mark -> problem.remedy("close the `" + what + "` of line " + (mark.getLine() + 1)))
        .orElse(problem);
  }

  private static Problem told(String reason, Place place) {
    return Problem.of(Code.YAML_SYNTAX, CANNOT + reason).at(place);
  }

  private static Problem unprintable(LakeFile file, String yaml, ReaderException error) {
    int at = yaml.indexOf(Character.toString(error.getCodePoint()));
    int line = (int) yaml.substring(0, Math.max(0, at)).lines().count();
    boolean startsLine = at <= 0 || yaml.charAt(at - 1) == '\n';
    String code = String.format("U+%04X", error.getCodePoint());
    return told(
            "it holds the character " + code, Place.of(file.name(), line + (startsLine ? 1 : 0), 0))
        .remedy("write it as an escape in double quotes, or take it out");
  }
}
