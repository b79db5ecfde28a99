package org.antiphon.impersonation;

/// One word of a text, or one character of a script that writes no spaces.
///
/// @param text folded: what equal words have in common
/// @param shape what words that look alike have in common
/// @param raw as it was written
/// @param gap what stood between it and the word before
/// @param group number of the part of the text that it stands in: brackets, dashes, quotes and bars
///   begin a new one
/// @param bracketed whether that part stands in brackets
/// @param disguise an invisible or ornamental character in it, in words; empty text: none
record Token(
    String text,
    String shape,
    String raw,
    String gap,
    int group,
    boolean bracketed,
    String disguise) {}
