"""Teaching plans (教案) that lecturers have in Word: read into a draft course, and written from a course."""
