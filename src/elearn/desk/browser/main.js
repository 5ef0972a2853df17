/** Starts the desk: the editor of a course, or its home. */
