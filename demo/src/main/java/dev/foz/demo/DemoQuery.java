package dev.foz.demo;

/**
 * A question to the demo lake.
 *
 * @param title the question in words
 * @param sql what to give to {@code foz sql}
 */
public record DemoQuery(String title, String sql) {}
