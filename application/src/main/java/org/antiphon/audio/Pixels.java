package org.antiphon.audio;

/// A picture, decoded and made small.
///
/// @param originalWidth pixels, as its file holds it
/// @param originalHeight likewise
/// @param width of `rgb`, 1 to 512
/// @param height of `rgb`, 1 to 512
/// @param rgb row by row from the top, three bytes a pixel; shared, never written to
public record Pixels(int originalWidth, int originalHeight, int width, int height, byte[] rgb) {}
