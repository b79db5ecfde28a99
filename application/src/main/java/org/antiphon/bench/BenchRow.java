package org.antiphon.bench;

/// One figure.
public record BenchRow(String name, double value, String unit) {}
