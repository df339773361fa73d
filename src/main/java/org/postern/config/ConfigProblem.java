package org.postern.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param where {@code file:line:column}, {@code environment POSTERN_…} or {@code --set key}
 * @param what a sentence for the operator
 */
public record ConfigProblem(String where, String what) {
    @Override
    public String toString() {
        return where + ": " + what;
    }
}
