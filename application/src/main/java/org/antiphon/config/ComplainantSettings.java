package org.antiphon.config;

/// The complaining party as a notice must name it (17 U.S.C. 512(c)(3)(A)(iv)).
public record ComplainantSettings(
    String name, String organisation, String address, String telephone, String email) {}
