package org.antiphon.server.web;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Words of cases that rest on no recording and on no name: a picture, a label.
public final class Beside {
  private static final String PICTURE = "COPIED_ARTWORK";
  private static final String LABEL = "AI_LABEL";

  private Beside() {}

  static boolean isAbout(JsonNode one) {
    return List.of(PICTURE, LABEL).contains(one.path("basis").asString());
  }

  static String head(JsonNode one) {
    var upload = one.path("upload");
    String shown =
        "“%s” by “%s”"
            .formatted(upload.path("title").asString("?"), upload.path("uploader").asString("?"));
    if (one.path("basis").asString().equals(LABEL))
      return shown + ": two signs that a machine made its sound";
    return "%s is shown with a picture like a cover by %s"
        .formatted(shown, alike(one).path("artist").asString("somebody"));
  }

  static List<String> against(JsonNode one) {
    return one.path("basis").asString().equals(LABEL)
        ? List.of(
            "Human music that was delivered through a neural codec carries the same trace.",
            "A mark in a file can be written by anybody.")
        : List.of(
            "A shop, a list or a review may show the cover rightly.",
            "Two covers in one style may look alike when they are small: compare both.");
  }

  /// What the picture is not proof of.
  public static List<String> notProven(JsonNode one) {
    return one.path("basis").asString().equals(LABEL)
        ? List.of(
            "That no human made it, or that anything is wrong with it: a label is all that follows.")
        : List.of(
            "That the picture is not licensed: the allow-list knows only what was told to it.",
            "Anything about the sound: a picture alike is a case about the picture alone.");
  }

  /// The catalogue's cover that the upload's picture is; missing where it is none.
  public static JsonNode alike(JsonNode one) {
    return one.path("assessment").path("document").path("artwork").path("alike");
  }
}
