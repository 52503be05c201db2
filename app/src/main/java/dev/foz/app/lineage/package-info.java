/**
 * Tells where tables and columns come from and what is made of them: as a graph, and the graph as
 * text, JSON and a drawing.
 */
@NullMarked
package dev.foz.app.lineage;

import org.jspecify.annotations.NullMarked;
