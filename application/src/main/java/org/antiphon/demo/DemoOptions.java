package org.antiphon.demo;

/// What the demonstration is asked to do.
///
/// @param seed redraws tracks, offsets, disguises and faults
/// @param uploads how many are published, 20 to 500; 11 of 20 hold a copy
/// @param kills how often our own server is killed on the way (SIGKILL) and started again
/// @param faults `none`, `some` or `all` of the simulator's
/// @param port of the server; 0: any free one
/// @param stay whether the server stays up afterwards, until interrupted
public record DemoOptions(
    long seed, int uploads, int kills, String faults, int port, boolean stay) {}
