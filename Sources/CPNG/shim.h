// Only libpng's simplified API (png_image) is used from Swift: it catches libpng's longjmp inside
// the library, so that none ever crosses a Swift frame.
#include <png.h>
