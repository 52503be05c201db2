package dev.foz.contract;

/** What a contract keeps of its declaration: enough to compile it again. */
record DeclaredText(DeclarationFormat format, String text) {}
