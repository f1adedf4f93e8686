import Glibc

print("digitpad")
