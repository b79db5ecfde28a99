package org.antiphon.enforcement.notices;

import org.antiphon.problem.InvalidInput;

/// The complaining party as a notice must name it (17 U.S.C. 512(c)(3)(A)(iv), DSA 16(2)(c)). No
/// part may be empty: a notice that lacks one is no notice.
public record Complainant(
    String name, String organisation, String address, String telephone, String email) {
  public Complainant {
    require("name", name);
    require("organisation", organisation);
    require("address", address);
    require("telephone", telephone);
    require("email", email);
  }

  private static void require(String field, String value) {
    if (value.isBlank())
      throw new InvalidInput(
          "COMPLAINANT",
          "complainant." + field,
          "it is empty",
          "a notice must say how to reach the complaining party: set it in antiphon.toml");
  }
}
