package dev.foz.demo;

import java.util.List;

/**
 * A part of the demo's story.
 *
 * @param text lines that say what is to be seen
 * @param commands what is typed in the lake folder, each a list of its words, without {@code foz}
 */
public record DemoScene(String title, List<String> text, List<List<String>> commands) {
  public DemoScene {
    text = List.copyOf(text);
    commands = commands.stream().map(List::copyOf).toList();
  }
}
