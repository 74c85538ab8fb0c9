import ArgumentParser

@main
struct Maysend: ParsableCommand {}
